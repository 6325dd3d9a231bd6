import { createHash } from 'node:crypto';
import { UnsafeKeyError } from './errors.js';
import { joinUri } from './join-uri.js';
import { mapConcurrently } from './map-concurrently.js';
import type { Storage, StoredFile } from './storage.js';

export interface CopyTreeOptions {
  /** Files at once. Default 16. */
  readonly concurrency?: number;
  /** Paths relative to the tree that are written after all the others, in this order: `['dataset.json']`. */
  readonly orderLast?: readonly string[];
  /** Leaves out what the target holds already with the same size and, where S3 tells it, the same MD5. */
  readonly skipUnchanged?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (doneFiles: number, totalFiles: number) => void;
}

interface TreeFile extends StoredFile {
  readonly relativePath: string;
}

/** Copies every file below `fromUri` to the same relative path below the local folder `toDir`; gives their number. */
export function downloadTree(
  storage: Storage,
  fromUri: string,
  toDir: string,
  options?: CopyTreeOptions,
): Promise<number> {
  return copyTree(storage, fromUri, toDir, options);
}

/** Copies every file below the local folder `fromDir` to the same relative path below `toUri`; gives their number. */
export function uploadTree(
  storage: Storage,
  fromDir: string,
  toUri: string,
  options?: CopyTreeOptions,
): Promise<number> {
  return copyTree(storage, fromDir, toUri, options);
}

async function copyTree(storage: Storage, from: string, to: string, options: CopyTreeOptions = {}): Promise<number> {
  const { orderLast = [], concurrency = 16, signal, onProgress } = options;
  const files = await listTree(storage, from);
  const last = orderLast.flatMap((path) => files.filter((file) => file.relativePath === path));
  let done = 0;
  const present = options.skipUnchanged ? await listPresent(storage, to) : new Map<string, StoredFile>();
  const copyOne = async (file: TreeFile): Promise<void> => {
    const there = present.get(file.relativePath);
    if (!there || !(await isSame(storage, file, there))) await storage.copy(file.uri, joinUri(to, file.relativePath));
    onProgress?.(++done, files.length);
  };
  const first = files.filter((file) => !last.includes(file));
  await mapConcurrently(first, copyOne, { concurrency, signal });
  await mapConcurrently(last, copyOne, { concurrency: 1, signal });
  return files.length;
}

async function listPresent(storage: Storage, root: string): Promise<Map<string, StoredFile>> {
  return new Map((await listTree(storage, root)).map((file) => [file.relativePath, file]));
}

/** An object that was uploaded in parts, or encrypted with KMS, has another tag than its MD5: such a one is copied again. */
async function isSame(storage: Storage, file: StoredFile, there: StoredFile): Promise<boolean> {
  if (file.sizeBytes !== there.sizeBytes || !/^[0-9a-f]{32}$/.test(there.etag ?? '')) return false;
  const hash = createHash('md5');
  for await (const chunk of storage.readStream(file.uri)) hash.update(chunk);
  return hash.digest('hex') === there.etag;
}

async function listTree(storage: Storage, root: string): Promise<TreeFile[]> {
  const prefix = joinUri(root, '');
  const files: TreeFile[] = [];
  for await (const file of storage.list(root)) {
    const relativePath = file.uri.slice(prefix.length);
    // S3 consoles make an empty object that ends in "/" to show a folder.
    if (relativePath === '' || relativePath.endsWith('/')) continue;
    if (relativePath.split('/').some((part) => part === '' || part === '.' || part === '..'))
      throw new UnsafeKeyError(file.uri);
    files.push({ ...file, relativePath });
  }
  return files;
}
