import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { splitOffValidation } from '../data/split-off-validation.js';
import type { ReadDataset } from './read-dataset.js';

export interface RunData {
  /** The data.yaml that YOLOv5 gets. */
  readonly file: string;
  readonly train: readonly string[];
  readonly val: readonly string[];
  /** What a person must know, such as that validation photos were split off. */
  readonly warning?: string;
}

/**
 * Writes lists of images and a data.yaml into the run's own folder: YOLOv5 keeps its caches beside the lists, so that a
 * read-only dataset stays as it is. Never lets training photos validate.
 */
export async function writeRunData(dataset: ReadDataset, folder: string, seed: number): Promise<RunData> {
  const { train, val, warning } = chooseValidation(dataset, seed);
  await mkdir(folder, { recursive: true });
  const lists = { train: join(folder, 'train.txt'), val: join(folder, 'val.txt') };
  await writeFile(lists.train, `${train.join('\n')}\n`);
  await writeFile(lists.val, `${val.join('\n')}\n`);
  const file = join(folder, 'data.yaml');
  await writeFile(file, stringify({ ...lists, names: dataset.classNames }));
  return { file, train, val, ...(warning ? { warning } : {}) };
}

function chooseValidation({ images, splits }: ReadDataset, seed: number): Omit<RunData, 'file'> {
  const isShared = splits.val === splits.train || images.val.some((image) => images.train.includes(image));
  if (images.val.length > 0 && !isShared) return { train: images.train, val: images.val };
  const chosen = splitOffValidation(images.train, seed);
  const reason = isShared ? 'The validation split is the training split' : 'The dataset has no validation split';
  return {
    ...chosen,
    warning: `WARNING: ${reason}, so ${chosen.val.length} of ${images.train.length} training photos were set aside for validation. Build the dataset with --split 80/10/10 to choose them yourself.`,
  };
}
