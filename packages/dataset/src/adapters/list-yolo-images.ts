import { baseName, isS3Uri, joinUri, parentUri, type Storage } from '@detectory/storage';
import { resolve } from 'node:path';
import { UnreadableLabelsError } from '../errors.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { hasImageSuffix } from '../yolo/image-suffixes.js';
import { toLabelFolder, toLabelPath } from '../yolo/to-label-path.js';
import type { YoloSource } from './read-yolo-config.js';

/** One image of a YOLO dataset and where its labels would be. */
export interface YoloImage {
  /** Relative to the configuration's folder where it lies below it; without a suffix where only its labels are there. */
  readonly sourceRef: string;
  readonly labelUri: string;
}

interface Place {
  readonly imageUri: string;
  readonly labelUri: string;
}

/**
 * The images of every split, in the order of the splits, each as often as it is named. A relative place is looked for below
 * `path`, below the configuration's own folder (datasets get moved), and there without a leading `../` or `data/`, which
 * Roboflow and CVAT write.
 * @throws UnreadableLabelsError when a split's images and labels are nowhere
 */
export async function listYoloImages(storage: Storage, source: YoloSource): Promise<YoloImage[]> {
  const { folder, splits } = source;
  const images: YoloImage[] = [];
  for (const { split, places } of splits)
    for (const place of places) {
      const found = await findPlace(storage, source, place);
      // A configuration may name a split that has nothing in it, but not have nothing at all.
      if (!found && split === 'train')
        throw new UnreadableLabelsError(
          folder,
          `"${split}" names ${place}, where neither images nor labels are. Looked in: ${candidatesOf(source, place).join(', ')}.`,
        );
      for (const { imageUri, labelUri } of found ?? [])
        images.push({ sourceRef: toSourceRef(folder, imageUri), labelUri });
    }
  return images;
}

function toSourceRef(folder: string, imageUri: string): string {
  const prefix = joinUri(folder, '');
  if (imageUri.startsWith(prefix)) return imageUri.slice(prefix.length);
  return isS3Uri(imageUri) ? imageUri : resolve(imageUri);
}

async function findPlace(storage: Storage, source: YoloSource, place: string): Promise<readonly Place[] | undefined> {
  for (const uri of candidatesOf(source, place)) {
    const found = place.endsWith('.txt') ? await readList(storage, source, uri) : await listFolder(storage, uri);
    if (found !== undefined && found.length > 0) return found;
  }
  return undefined;
}

function candidatesOf({ folder, root }: YoloSource, place: string): string[] {
  const bases = root === undefined ? [folder] : [joinPath(folder, root), folder];
  const written = [place, place.replace(/^(\.{0,2}\/)+/, ''), place.replace(/^(\.{0,2}\/)*data\//, '')];
  return [...new Set(bases.flatMap((base) => written.map((path) => joinPath(base, path))))];
}

/** `path` as seen from `folder`, its `.` and `..` parts resolved. */
function joinPath(folder: string, path: string): string {
  if (isS3Uri(path) || path.startsWith('/')) return path;
  const parts = joinUri(folder, path).split('/');
  const kept: string[] = [];
  for (const [i, part] of parts.entries()) {
    if (part === '.' || (part === '' && i === parts.length - 1)) continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(part);
  }
  return kept.join('/') || '.';
}

/** Lists that darknet, CVAT and others leave beside label files. */
const noLabels = new Set([
  'classes.txt',
  'train.txt',
  'valid.txt',
  'val.txt',
  'test.txt',
  'README.txt',
  'README.roboflow.txt',
  'README.dataset.txt',
]);

/** Every image below a folder; where there is none, the label files that belong to it. */
async function listFolder(storage: Storage, folder: string): Promise<Place[]> {
  const images = await listUris(storage, folder, hasImageSuffix);
  if (images.length > 0) return images.map((imageUri) => ({ imageUri, labelUri: toLabelPath(imageUri) }));
  const labelFolder = toLabelFolder(joinUri(folder, '')).slice(0, -1);
  const labels = await listUris(storage, labelFolder, (uri) => uri.endsWith('.txt') && !noLabels.has(baseName(uri)));
  return labels.map((labelUri) => ({
    imageUri: `${folder}${labelUri.slice(labelFolder.length, -'.txt'.length)}`,
    labelUri,
  }));
}

async function listUris(storage: Storage, folder: string, isWanted: (uri: string) => boolean): Promise<string[]> {
  const uris: string[] = [];
  for await (const { uri } of storage.list(folder)) if (isWanted(uri)) uris.push(uri);
  return uris.sort(compareCodeUnits);
}

/** The images that a list names, a path on each line; `undefined` where there is no such list. */
async function readList(storage: Storage, source: YoloSource, uri: string): Promise<Place[] | undefined> {
  if ((await storage.stat(uri)) === undefined) return undefined;
  const text = Buffer.from(await storage.readBytes(uri)).toString('utf8');
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const toUri = await chooseBase(storage, source, parentUri(uri), lines);
  return lines.map((line) => ({ imageUri: toUri(line), labelUri: toLabelPath(toUri(line)) }));
}

type ToUri = (line: string) => string;

/** What the lines of a list are relative to: the first reading under which the first image or its labels are there. */
async function chooseBase(
  storage: Storage,
  source: YoloSource,
  listFolderUri: string,
  lines: readonly string[],
): Promise<ToUri> {
  const [first = ''] = lines;
  const count = candidatesOf(source, first).length;
  const readings: ToUri[] = Array.from({ length: count }, (_, i) => (line) => candidatesOf(source, line)[i] ?? line);
  if (first.startsWith('./')) readings.unshift((line) => joinPath(listFolderUri, line));
  for (const toUri of readings)
    for (const uri of [toUri(first), toLabelPath(toUri(first))])
      if ((await storage.stat(uri)) !== undefined) return toUri;
  return readings[0] ?? ((line) => line);
}
