import { createLocalStorage } from './adapters/local/create-local-storage.js';
import { isS3Uri } from './s3-uri.js';
import type { Storage } from './storage.js';

/** How `s3://` is served where it is first used; a test may bring its own. */
export type LoadS3Storage = () => Promise<Storage>;

/**
 * A storage for local paths and `s3://` URIs alike. The AWS SDK is loaded when the first `s3://` URI is met: a command
 * that stays on this machine starts without it.
 * @example
 * const storage = createStorage();
 * for await (const line of decodeLines(storage.readStream('s3://bucket/output.manifest'))) …
 */
export function createStorage(loadS3: LoadS3Storage = loadS3Storage): Storage {
  const local = createLocalStorage();
  let s3: Promise<Storage> | undefined;
  const of = async (uri: string): Promise<Storage> => (isS3Uri(uri) ? (s3 ??= loadS3()) : local);
  return {
    readBytes: async (uri) => (await of(uri)).readBytes(uri),
    readStream: async function* (uri, from) {
      yield* (await of(uri)).readStream(uri, from);
    },
    writeBytes: async (uri, bytes) => (await of(uri)).writeBytes(uri, bytes),
    writeStream: async (uri, chunks, sizeBytes) => (await of(uri)).writeStream(uri, chunks, sizeBytes),
    list: async function* (uri) {
      yield* (await of(uri)).list(uri);
    },
    stat: async (uri) => (await of(uri)).stat(uri),
    copy: async (fromUri, toUri) => copyBetween(await of(fromUri), fromUri, await of(toUri), toUri),
    remove: async (uri) => (await of(uri)).remove(uri),
  };
}

async function copyBetween(from: Storage, fromUri: string, to: Storage, toUri: string): Promise<void> {
  if (from === to) return from.copy(fromUri, toUri);
  const stat = await from.stat(fromUri);
  if (stat) return to.writeStream(toUri, from.readStream(fromUri), stat.sizeBytes);
  // Whether a key, a bucket or a folder is missing the store itself says when it is read.
  await to.writeBytes(toUri, await from.readBytes(fromUri));
}

async function loadS3Storage(): Promise<Storage> {
  const { createS3Storage } = await import('./adapters/s3/create-s3-storage.js');
  return createS3Storage();
}
