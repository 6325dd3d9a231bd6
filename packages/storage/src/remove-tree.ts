import { type ConcurrencyOptions, forEachConcurrently } from './map-concurrently.js';
import type { Storage } from './storage.js';

/** Removes every file below the folder `uri`; on a file system empty folders may stay. */
export async function removeTree(storage: Storage, uri: string, options?: ConcurrencyOptions): Promise<void> {
  await forEachConcurrently(storage.list(uri), (file) => storage.remove(file.uri), options);
}
