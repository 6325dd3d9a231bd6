import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { OutputFolderTakenError } from '../errors.js';

/**
 * Lets `fill` write into a temporary folder beside `outDir` and gives it that name once it is complete; after a failure
 * nothing is left.
 * @throws OutputFolderTakenError when `outDir` exists and is not an empty folder.
 */
export async function writeFolderWhole<T>(outDir: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const target = resolve(outDir);
  await assertFree(target);
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const result = await fill(folder);
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    return result;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Writes one file of the set, and its folder where that is missing. */
export async function writeSetFile(folder: string, name: string, content: Uint8Array | string): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function assertFree(target: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new OutputFolderTakenError(target, { cause: error });
  });
  if (entries.length > 0) throw new OutputFolderTakenError(target);
}
