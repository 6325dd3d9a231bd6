import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type DatasetFiles } from '@detectory/dataset';
import { findSplit } from '@detectory/dataset/adapters';
import { baseName, createStorage, isS3Uri, type Storage } from '@detectory/storage';
import { type DataYaml, parseDataYaml, type SplitName } from '../data/parse-data-yaml.js';
import { DatasetUnusableError } from '../errors.js';

export interface ReadDataset extends DataYaml {
  /** The folder that holds all of it. */
  readonly folder: string;
  /** Absolute image paths of each split, sorted; empty where there is none. */
  readonly images: Readonly<Record<SplitName, readonly string[]>>;
  readonly files: DatasetFiles;
  /** Of dataset.json, where there is one. */
  readonly sha256?: string;
}

export interface ReadDatasetOptions {
  /** The split that must have images. Default `train`. */
  readonly needed?: SplitName;
  /** The data.yaml, where it isn't the folder's own. */
  readonly dataYaml?: string | undefined;
  /** Where /opt/ml lies, of which data.yaml may name places. Default: there. */
  readonly mlRoot?: string | undefined;
}

const splitNames = ['train', 'val', 'test'] as const;

/**
 * A dataset as `detectory-prep build` leaves it, or any YOLO dataset with a data.yaml. A place below its `path:` is looked for
 * below the folder: a channel is mounted elsewhere than where it was built.
 * @throws DatasetUnusableError
 */
export async function readDataset(folder: string, options: ReadDatasetOptions = {}): Promise<ReadDataset> {
  const { needed = 'train' } = options;
  if (isS3Uri(folder)) throw onS3(folder);
  const root = resolve(folder);
  const file = options.dataYaml ?? join(root, 'data.yaml');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new DatasetUnusableError(
      `There is no ${file === join(root, 'data.yaml') ? `data.yaml in ${folder}` : file}. Build a dataset with detectory-prep build, and pass its folder.`,
    );
  const yaml = movePlaces(parseDataYaml(text, file, needed), options.mlRoot);
  const storage = createStorage();
  const files = await listFiles(root, yaml, storage);
  const images = await findImages(yaml, files, storage);
  if (images[needed].length === 0) throw noImages(folder, yaml.splits[needed] ?? [], needed);
  const dataset = await readFile(join(dirname(file), 'dataset.json')).catch(() => undefined);
  return {
    ...yaml,
    folder: root,
    images,
    files,
    ...(dataset ? { sha256: createHash('sha256').update(dataset).digest('hex') } : {}),
  };
}

function onS3(uri: string): DatasetUnusableError {
  const from = uri.replace(/\/$/, '');
  return new DatasetUnusableError(
    `The dataset ${uri} lies on S3, and its photos are read from this machine. Download it, and pass --data with its folder: ` +
      `aws s3 cp --recursive ${from} ${baseName(from)}`,
  );
}

function movePlaces(yaml: DataYaml, mlRoot = '/opt/ml'): DataYaml {
  const move = (place: string): string =>
    place.startsWith('/opt/ml/') ? `${mlRoot}${place.slice('/opt/ml'.length)}` : place;
  const splits = Object.entries(yaml.splits).map(([split, places]) => [split, places.map(move)]);
  return { ...yaml, root: move(yaml.root), splits: Object.fromEntries(splits) as DataYaml['splits'] };
}

/** All files below the folder, and below folders elsewhere that data.yaml names whole. */
async function listFiles(root: string, { splits, root: path }: DataYaml, storage: Storage): Promise<DatasetFiles> {
  const places = Object.values(splits).flat();
  const isElsewhere = (place: string): boolean =>
    place.startsWith('/') && !place.startsWith(`${root}/`) && !(path.startsWith('/') && place.startsWith(path));
  const folders = places.filter(isElsewhere).flatMap((place) => [place, toLabelFolder(place)]);
  const uris = new Set<string>();
  for (const folder of [root, ...folders]) for await (const { uri } of storage.list(folder)) uris.add(uri);
  return { root, uris };
}

function toLabelFolder(images: string): string {
  const path = `${images.replace(/\/$/, '')}/`;
  const at = path.lastIndexOf('/images/');
  return at < 0 ? path : `${path.slice(0, at)}/labels/${path.slice(at + '/images/'.length)}`;
}

/** The images of each split, sorted, in the places that data.yaml names, here or on S3. */
export async function findImages(
  yaml: DataYaml,
  files: DatasetFiles,
  storage: Storage,
): Promise<Record<SplitName, readonly string[]>> {
  const found = { train: [] as string[], val: [] as string[], test: [] as string[] };
  for (const split of splitNames) {
    const places = { splits: yaml.splits, root: yaml.root, classCount: yaml.classNames.length };
    const images = yaml.splits[split] ? (await findSplit(split, places, files, storage))?.images : [];
    found[split] = [...new Set(images)].sort();
  }
  return found;
}

function noImages(folder: string, places: readonly string[], needed: SplitName): DatasetUnusableError {
  return new DatasetUnusableError(
    `There are no images in ${places.join(', ')} of ${folder}, which data.yaml names as ${needed}. Was the dataset built with --copy none? Build it with the images; they need a suffix that YOLOv5 takes, such as .jpg or .png.`,
  );
}
