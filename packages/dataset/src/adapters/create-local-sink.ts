import { isS3Uri, type Storage, StorageError } from '@detectory/storage';
import { makeFolder } from '@detectory/storage/local';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, statSync, writeFileSync } from 'node:fs';
import { copyFile, link, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { OutputExistsError, OutputUnwritableError } from '../errors.js';
import { mendImage } from '../plan/examine-image.js';
import { splitsLockName } from '../split/splits-lock.js';
import { removeBuildState } from './build-marks.js';
import type { CopyMode, DatasetSink, SinkPlace } from './dataset-sink.js';
import {
  findLocalPartial,
  listTarget,
  type LocalPartial,
  removeOtherPartials,
  replaceTarget,
} from './local-partial.js';
import type { ScannedImage } from './scan-images.js';
import { TextFileWriter } from './text-file-writer.js';
import { assertSize, readUnchanged } from './verify-image.js';

export interface LocalSinkOptions extends SinkPlace {
  readonly storage: Storage;
  readonly copy: CopyMode;
}

/**
 * A hidden folder that takes the place of `out` once it is whole. A file that a killed run left in it counts when its size
 * and its SHA-256 are right, or when it is the very file that it should be a link to.
 * @throws OutputExistsError when `out` holds anything and `force` is not given
 * @throws OutputUnwritableError when nothing can be put there
 */
export async function createLocalSink({ storage, copy, ...place }: LocalSinkOptions): Promise<DatasetSink> {
  const target = resolve(place.out);
  const partial = await findLocalPartial(target, place.fingerprint);
  const isResumed = (await stat(partial.path).catch(() => undefined)) !== undefined;
  await assertReplaceable(target, place, isResumed);
  if (!place.isShared) await removeOtherPartials(target, partial);
  const dataset = join(partial.path, 'dataset');
  const fetchedPath = (image: ScannedImage): string => join(partial.path, 'fetched', image.sha256);
  const bytesPath = (image: ScannedImage): string => (isS3Uri(image.uri) ? fetchedPath(image) : image.uri);
  const makeFolderOf = createFolderMaker();
  await makeFirstFolder(dataset, place.out);
  const texts = new TextFileWriter();
  return {
    out: target,
    trainerRoot: target,
    stateUri: partial.path,
    writeText: async (relativePath, text) => texts.write(await makeFolderOf(join(dataset, relativePath)), text),
    settleTexts: () => texts.settle(),
    writePieces: async (relativePath, pieces) =>
      writePiecesSync(await makeFolderOf(join(dataset, relativePath)), pieces()),
    placeImage: async (relativePath, image) => {
      const path = await makeFolderOf(join(dataset, relativePath));
      const from = bytesPath(image);
      if (isResumed && (await isPlaced(path, from, image))) return;
      // Never written into: it may be a link to somebody's photo.
      if (isResumed) await rm(path, { force: true });
      if (image.mustMend) return writeFile(path, mendImage(await readUnchanged(storage, image, from)));
      if (isS3Uri(image.uri)) await linkOrCopy(from, path);
      else if (copy === 'link') await linkOrCopy(await realpath(from), path);
      else await copyFile(from, path);
      // Just written or linked, so that no disk is waited for.
      assertSize(image, statSync(path).size);
    },
    keepFetched: async (image, bytes) => {
      await makeFolderOf(fetchedPath(image));
      await writeFile(fetchedPath(image), bytes);
    },
    hasFetched: (image) => hasContent(fetchedPath(image), image),
    commit: async (datasetJson) => {
      const path = join(dataset, 'dataset.json');
      writePiecesSync(path, datasetJson());
      await assertSameDataset(target, place, path);
      await replaceTarget(dataset, target, partial);
      await removePartial(storage, partial);
    },
    discard: () => removePartial(storage, partial),
  };
}

function writePiecesSync(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** The first folder tells whether anything can be written there. */
async function makeFirstFolder(folder: string, out: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    throw error instanceof StorageError ? new OutputUnwritableError(out, error) : error;
  }
}

/** Makes the folder that a file goes into, once; gives the file's path back. */
function createFolderMaker(): (path: string) => Promise<string> {
  const folders = new Set<string>();
  return async (path) => {
    const folder = dirname(path);
    if (folders.has(folder)) return path;
    await makeFolder(folder);
    folders.add(folder);
    return path;
  };
}

/** The hidden folder of a build that was killed between its last two steps says that the dataset there is its own. */
async function assertReplaceable(target: string, { out, force }: SinkPlace, isResumed: boolean): Promise<void> {
  const names = force ? [] : await listTarget(target);
  if (names.length > 0 && !isResumed) throw new OutputExistsError(out);
}

async function assertSameDataset(target: string, { out, force }: SinkPlace, own: string): Promise<void> {
  const names = force ? [] : await listTarget(target);
  if (names.length === 0 || !names.includes('dataset.json')) return assertEmptyOrOwn(names, out);
  const [there, made] = await Promise.all([readFile(join(target, 'dataset.json')), readFile(own)]);
  if (!there.equals(made)) throw new OutputExistsError(out);
}

/** What a kill in the middle of moving leaves. */
function assertEmptyOrOwn(names: readonly string[], out: string): void {
  const lists = ['train.txt', 'val.txt', 'test.txt'];
  const own = new Set(['images', 'labels', 'data.yaml', splitsLockName, 'duplicates.json', ...lists]);
  if (names.some((name) => !own.has(name))) throw new OutputExistsError(out);
}

async function isPlaced(path: string, from: string, image: ScannedImage): Promise<boolean> {
  if (image.mustMend) return false;
  const [there, source] = await Promise.all([stat(path).catch(() => undefined), stat(from).catch(() => undefined)]);
  if (there && there.ino === source?.ino && there.dev === source.dev) return there.size === image.sizeBytes;
  return hasContent(path, image);
}

async function hasContent(path: string, { sizeBytes, sha256 }: ScannedImage): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size !== sizeBytes) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex') === sha256;
}

/** A link costs no space; other disks and some file systems refuse one. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

async function removePartial(storage: Storage, { path }: LocalPartial): Promise<void> {
  for (const name of ['dataset', 'fetched', 'replaced']) await rm(join(path, name), { recursive: true, force: true });
  await removeBuildState(storage, path);
  await rm(path, { recursive: true, force: true });
}
