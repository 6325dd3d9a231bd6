import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ScratchFolder } from './scratch-folder.js';

/** A model's path on this machine; `remove` takes away what was downloaded. */
export interface FetchedModel {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Downloads a model from s3://, and leaves a path as it is. The SDK is loaded for s3:// alone.
 * @throws StorageError
 */
export async function fetchModel(location: string, scratch: ScratchFolder): Promise<FetchedModel> {
  if (!location.startsWith('s3://')) return { path: location, remove: () => Promise.resolve() };
  const folder = await scratch.create();
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    return { path: await download(location, folder), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function download(location: string, folder: string): Promise<string> {
  const { createStorage, downloadTree, FileNotFoundError } = await import('@detectory/storage');
  const storage = createStorage();
  if (/\.(tar\.gz|tgz|onnx)$/i.test(location)) {
    const path = join(folder, basename(location));
    // Streamed to disk and read on where a connection breaks; the length is compared with S3's.
    await storage.copy(location, path);
    return path;
  }
  if ((await downloadTree(storage, location, folder)) === 0)
    throw new FileNotFoundError(location, 'Nothing lies below it: check its spelling and the region.');
  return folder;
}
