import { isS3Uri, type Storage } from '@detectory/storage';
import { createTemporaryPath } from '@detectory/storage/local';
import { writeFileSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { OutputExistsError } from '../errors.js';
import { mendImage } from '../plan/examine-image.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { ScannedImage } from './scan-images.js';

export interface LocalSinkOptions {
  readonly storage: Storage;
  readonly out: string;
  readonly copy: CopyMode;
  /** Replaces what is at `out`. */
  readonly force: boolean;
}

const fetchedFolder = '.fetched';
const writesBetweenPauses = 128;

/**
 * A folder beside `out` that takes its place in one rename.
 * @throws OutputExistsError when `out` holds anything and `force` is not given
 */
export async function createLocalSink({ storage, out, copy, force }: LocalSinkOptions): Promise<DatasetSink> {
  const target = resolve(out);
  if (!force) await assertEmpty(target, out);
  const partial = createTemporaryPath(target);
  const fetchedPath = (image: ScannedImage): string => join(partial, fetchedFolder, image.sha256);
  const folders = new Set<string>();
  let written = 0;
  const makeFolder = async (path: string): Promise<void> => {
    const folder = dirname(path);
    if (folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    folders.add(folder);
  };
  await makeFolder(join(partial, fetchedFolder, 'x'));
  return {
    out: target,
    trainerRoot: target,
    writeText: async (relativePath, text) => {
      const path = join(partial, relativePath);
      await makeFolder(path);
      // Small files are written several times faster without the thread pool; a pause lets Ctrl-C through.
      writeFileSync(path, text);
      if (++written % writesBetweenPauses === 0) await setImmediate();
    },
    placeImage: async (relativePath, image) => {
      const path = join(partial, relativePath);
      await makeFolder(path);
      if (image.mustMend) {
        const bytes = await storage.readBytes(isS3Uri(image.uri) ? fetchedPath(image) : image.uri);
        await writeFile(path, mendImage(bytes));
      } else if (isS3Uri(image.uri)) await linkOrCopy(fetchedPath(image), path);
      else if (copy === 'link') await linkOrCopy(await realpath(image.uri), path);
      else await copyFile(image.uri, path);
    },
    keepFetched: (image, bytes) => writeFile(fetchedPath(image), bytes),
    commit: async () => {
      await rm(join(partial, fetchedFolder), { recursive: true });
      await replaceFolder(partial, target);
    },
    discard: () => rm(partial, { recursive: true, force: true }),
  };
}

async function assertEmpty(target: string, out: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : ['file'],
  );
  if (entries.length > 0) throw new OutputExistsError(out);
}

/** A link costs no space; other disks and some file systems refuse one. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

async function replaceFolder(from: string, to: string): Promise<void> {
  const old = createTemporaryPath(to);
  const hadOld = await rename(to, old).then(
    () => true,
    () => false,
  );
  await rename(from, to);
  if (hadOld) await rm(old, { recursive: true, force: true });
}
