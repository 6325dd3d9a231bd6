import { isS3Uri, joinUri, type Storage } from '@detectory/storage';
import { createTemporaryPath } from '@detectory/storage/local';
import { readdir, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OutputExistsError } from '../errors.js';

/** Where files are put together that take their place as a whole. */
export interface ExportTarget {
  /** An absolute path or an s3:// URI. */
  readonly out: string;
  write(relativePath: string, text: string): Promise<void>;
  copy(fromUri: string, relativePath: string): Promise<void>;
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * A new folder, put in its place in one rename, or an s3:// prefix.
 * @throws OutputExistsError when anything is there and `force` is not given
 */
export async function createExportFolder(storage: Storage, out: string, force: boolean): Promise<ExportTarget> {
  const target = isS3Uri(out) ? out : resolve(out);
  if (!force) await assertEmpty(storage, target, out);
  return isS3Uri(out) ? createPrefix(storage, out) : createFolder(storage, target);
}

async function assertEmpty(storage: Storage, target: string, out: string): Promise<void> {
  if (await storage.stat(target)) throw new OutputExistsError(out);
  const files = storage.list(target)[Symbol.asyncIterator]();
  if (!(await files.next()).done) throw new OutputExistsError(out);
}

function createFolder(storage: Storage, target: string): ExportTarget {
  const partial = createTemporaryPath(target);
  return {
    out: target,
    write: (path, text) => storage.writeBytes(joinUri(partial, path), text),
    copy: (from, path) => storage.copy(from, joinUri(partial, path)),
    commit: async () => {
      const old = createTemporaryPath(target);
      const hadOld = await readdir(target).then(
        () => true,
        () => false,
      );
      if (hadOld) await rename(target, old);
      await rename(partial, target);
      if (hadOld) await rm(old, { recursive: true, force: true });
    },
    discard: () => rm(partial, { recursive: true, force: true }),
  };
}

function createPrefix(storage: Storage, out: string): ExportTarget {
  const written: string[] = [];
  const noted = (path: string): string => {
    const uri = joinUri(out, path);
    written.push(uri);
    return uri;
  };
  return {
    out,
    write: (path, text) => storage.writeBytes(noted(path), text),
    copy: (from, path) => storage.copy(from, noted(path)),
    commit: async () => undefined,
    discard: async () => {
      for (const uri of written) await storage.remove(uri);
    },
  };
}
