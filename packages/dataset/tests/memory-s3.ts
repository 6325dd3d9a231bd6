import { createHash } from 'node:crypto';
import { FileNotFoundError, type Storage, StorageFailedError } from '@detectory/storage';

/** S3 in memory: what is there, and in which order it was written. */
export interface MemoryS3 {
  readonly storage: Storage;
  readonly objects: Map<string, Uint8Array>;
  readonly written: string[];
}

/** @param toEtag what it calls a content: its MD5, as S3 does without KMS */
export function createMemoryS3(toEtag: (bytes: Uint8Array) => string = toMd5): MemoryS3 {
  const objects = new Map<string, Uint8Array>();
  const written: string[] = [];
  const get = (uri: string): Uint8Array => {
    const bytes = objects.get(uri);
    if (!bytes) throw new FileNotFoundError(uri);
    return bytes;
  };
  const put = (uri: string, bytes: Uint8Array): void => {
    written.push(uri);
    objects.set(uri, bytes);
  };
  const storage: Storage = {
    readBytes: async (uri) => get(uri),
    readStream: async function* (uri) {
      yield get(uri);
    },
    writeBytes: async (uri, bytes) => put(uri, Buffer.from(bytes)),
    writeStream: async (uri, chunks, sizeBytes) => {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      const bytes = Buffer.concat(parts);
      if (bytes.length !== sizeBytes)
        throw new StorageFailedError(uri, 'write', `${bytes.length} bytes came, not ${sizeBytes}`);
      put(uri, bytes);
    },
    list: async function* (uri) {
      const sorted = [...objects].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, bytes] of sorted)
        if (key.startsWith(uri.endsWith('/') ? uri : `${uri}/`))
          yield { uri: key, sizeBytes: bytes.length, etag: toEtag(bytes) };
    },
    stat: async (uri) => (objects.has(uri) ? { sizeBytes: get(uri).length, etag: toEtag(get(uri)) } : undefined),
    copy: async (from, to) => put(to, get(from)),
    remove: async (uri) => void objects.delete(uri),
  };
  return { storage, objects, written };
}

function toMd5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
