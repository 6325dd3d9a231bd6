import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type LabelRow, parseLabelFile, toLabelPath } from '@detectory/dataset';
import type { SplitName } from '../../data/parse-data-yaml.js';
import { DatasetUnusableError } from '../../errors.js';
import { readDataset, type ReadDatasetOptions } from '../read-dataset.js';

export interface LabelledPhoto {
  readonly path: string;
  /** Below the dataset's folder, for people. */
  readonly name: string;
  /** Boxes as shares of the photo's sides. */
  readonly rows: readonly LabelRow[];
}

export interface LabelledPhotos {
  readonly classNames: readonly string[];
  readonly photos: readonly LabelledPhoto[];
}

/**
 * The photos of one split with what people drew on them. A photo without a label file shows nothing that was to be found.
 * @param place where the dataset's data.yaml lies, if not in the folder
 * @throws DatasetUnusableError when there are none, or a label file breaks YOLOv5's rules
 */
export async function readLabelledPhotos(
  folder: string,
  split: SplitName,
  place: Omit<ReadDatasetOptions, 'needed'> = {},
): Promise<LabelledPhotos> {
  const { images, classNames } = await readDataset(folder, { ...place, needed: split });
  return { classNames, photos: await labelPhotos(images[split], folder) };
}

/** Photos with the boxes of the label files that belong to them. @param folder names are relative to it */
export async function labelPhotos(paths: readonly string[], folder: string): Promise<LabelledPhoto[]> {
  const photos: LabelledPhoto[] = [];
  for (const path of paths) photos.push({ path, name: relative(folder, path), rows: await readLabels(path) });
  return photos;
}

/** Findings that leave the boxes as they are drawn; for all others YOLOv5 drops the photo or reads another class. */
const harmless: ReadonlySet<string> = new Set([
  'label-empty',
  'label-mixed',
  'label-rows-repeated',
  'box-without-area',
  'box-sticks-out',
]);

/** What people drew on a photo. @throws DatasetUnusableError when its label file breaks YOLOv5's rules */
export async function readLabels(photo: string): Promise<readonly LabelRow[]> {
  const file = toLabelPath(photo);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!bytes) return [];
  const { rows, findings } = parseLabelFile(bytes);
  const fault = findings.find(({ code }) => !harmless.has(code));
  if (fault)
    throw new DatasetUnusableError(
      `${file}: ${fault.message} Mend it, or leave it out: detectory-prep check names all such files.`,
    );
  return rows;
}
