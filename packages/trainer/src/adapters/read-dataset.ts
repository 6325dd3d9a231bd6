import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type DataYaml, parseDataYaml, type SplitName } from '../data/parse-data-yaml.js';
import { DatasetUnusableError } from '../errors.js';

export interface ReadDataset extends DataYaml {
  readonly folder: string;
  /** Absolute image paths of each split, sorted; empty where there is none. */
  readonly images: Readonly<Record<SplitName, readonly string[]>>;
  /** Of dataset.json, where there is one. */
  readonly sha256?: string;
}

export interface ReadDatasetOptions {
  /** The split that must have images. Default `train`. */
  readonly needed?: SplitName;
}

/** What YOLOv5 takes for an image (`IMG_FORMATS`). */
const imageName = /\.(bmp|dng|jpe?g|mpo|png|tiff?|webp|pfm)$/i;

/**
 * A dataset as `detectory-prep build` leaves it, or any YOLO dataset with a data.yaml. Its `path:` is ignored: a channel is
 * mounted elsewhere than where it was built.
 * @throws DatasetUnusableError
 */
export async function readDataset(folder: string, { needed = 'train' }: ReadDatasetOptions = {}): Promise<ReadDataset> {
  const text = await readFile(join(folder, 'data.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new DatasetUnusableError(
      `There is no data.yaml in ${folder}. Build a dataset with detectory-prep build, and pass its folder.`,
    );
  const yaml = parseDataYaml(text, join(folder, 'data.yaml'), needed);
  const [train, val, test] = await Promise.all(
    (['train', 'val', 'test'] as const).map((split) => listImages(folder, yaml.splits[split])),
  );
  const images = { train: train ?? [], val: val ?? [], test: test ?? [] };
  if (images[needed].length === 0)
    throw new DatasetUnusableError(
      `There are no images in ${join(folder, yaml.splits[needed] ?? '')}. Was the dataset built with --copy none? Build it with the images.`,
    );
  await assertClassesKnown(Object.values(images).flat(), yaml.classNames);
  const dataset = await readFile(join(folder, 'dataset.json')).catch(() => undefined);
  return {
    ...yaml,
    folder,
    images,
    ...(dataset ? { sha256: createHash('sha256').update(dataset).digest('hex') } : {}),
  };
}

async function listImages(folder: string, split: string | undefined): Promise<string[]> {
  if (split === undefined) return [];
  const images = isAbsolute(split) ? split : join(folder, split);
  if (!(await stat(images).catch(() => undefined))?.isDirectory()) return [];
  const names = await readdir(images, { recursive: true });
  return names
    .filter((name) => imageName.test(name))
    .sort()
    .map((name) => join(images, name));
}

/** YOLOv5 would find out at its start, after minutes of set-up on a rented machine. */
async function assertClassesKnown(images: readonly string[], classNames: readonly string[]): Promise<void> {
  for (const image of images) {
    const file = toLabelPath(image);
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const wrong = lines.findIndex(
      (line) => line.trim() !== '' && !(Number(line.split(/\s/, 1)[0]) < classNames.length),
    );
    if (wrong >= 0)
      throw new DatasetUnusableError(
        `${file}, line ${wrong + 1}, labels class ${lines[wrong]?.split(/\s/, 1)[0]}; data.yaml names ${classNames.length} classes, 0 to ${classNames.length - 1}. ` +
          'Build labels and data.yaml together with detectory-prep build.',
      );
  }
}

/** YOLOv5's rule: the last `/images/` becomes `/labels/`, the last suffix `.txt`. */
export function toLabelPath(image: string): string {
  const at = image.lastIndexOf('/images/');
  const moved = at < 0 ? image : `${image.slice(0, at)}/labels/${image.slice(at + '/images/'.length)}`;
  return moved.replace(/\.[^./]*$/, '.txt');
}
