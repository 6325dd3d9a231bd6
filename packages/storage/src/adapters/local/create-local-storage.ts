import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { joinUri } from '../../join-uri.js';
import type { FileStat, Storage, StoredFile } from '../../storage.js';
import { createTemporaryPath } from './create-temporary-path.js';
import { makeFolder } from './make-folder.js';
import { readWholeFile } from './read-whole-file.js';
import { toLocalError } from './to-local-error.js';

/** The file system as a Storage; URIs are paths. */
export function createLocalStorage(): Storage {
  return {
    readBytes: (path) => guard(path, 'read', () => readWholeFile(path)),
    readStream: readFileInChunks,
    writeBytes: (path, bytes) => replaceFile(path, (temporary) => writeFile(temporary, bytes)),
    writeStream: (path, chunks) => replaceFile(path, (temporary) => pipeline(chunks, createWriteStream(temporary))),
    list: listFiles,
    stat: (path) => guard(path, 'look at', () => statFile(path)),
    copy: async (from, to) => {
      await guard(from, 'read', () => stat(from));
      await replaceFile(to, (temporary) => copyFile(from, temporary));
    },
    remove: (path) => guard(path, 'remove', () => rm(path, { force: true })),
  };
}

async function guard<Result>(path: string, action: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toLocalError(error, path, action);
  }
}

async function* readFileInChunks(path: string, from = 0): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18, start: from }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw toLocalError(error, path, 'read');
  }
}

async function replaceFile(path: string, write: (temporaryPath: string) => Promise<unknown>): Promise<void> {
  const temporary = createTemporaryPath(path);
  await guard(path, 'write', async () => {
    try {
      await makeFolder(dirname(path));
      await write(temporary);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

async function* listFiles(dir: string): AsyncGenerator<StoredFile> {
  const entries = await guard(dir, 'list', () => readEntries(dir));
  // A folder sorts as `name/`, so that the order is that of the whole paths.
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort(byCodeUnit);
  for (const name of names) {
    const path = joinUri(dir, name);
    if (name.endsWith('/')) yield* listFiles(path);
    else {
      const stats = await guard(path, 'look at', () => statFile(path));
      if (stats) yield { uri: path, sizeBytes: stats.sizeBytes };
    }
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function readEntries(dir: string): Promise<{ name: string; isDirectory(): boolean }[]> {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function statFile(path: string): Promise<FileStat | undefined> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? { sizeBytes: stats.size } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
