import { type ConcurrencyOptions, forEachConcurrently } from './map-concurrently.js';
import type { Storage } from './storage.js';

export interface RemoveTreeOptions extends ConcurrencyOptions {
  /** Files whose URIs begin so stay. */
  readonly keep?: string;
}

/** Removes every file below the folder `uri`; on a file system empty folders may stay. */
export async function removeTree(
  storage: Storage,
  uri: string,
  { keep, ...concurrency }: RemoveTreeOptions = {},
): Promise<void> {
  const removeOne = async (file: { readonly uri: string }): Promise<void> => {
    if (keep === undefined || !file.uri.startsWith(keep)) await storage.remove(file.uri);
  };
  await forEachConcurrently(storage.list(uri), removeOne, concurrency);
}
