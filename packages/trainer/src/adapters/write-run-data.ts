import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { chooseValidation } from '../data/choose-validation.js';
import { singleClassName } from '../data/single-class.js';
import type { CheckedData } from './check-training-data.js';
import type { ReadDataset } from './read-dataset.js';
import { shadowImages } from './shadow-images.js';

export interface RunData {
  /** The data.yaml that YOLOv5 gets. */
  readonly file: string;
  readonly train: readonly string[];
  readonly val: readonly string[];
  /** The same photos where they lie in the dataset; YOLOv5 may see links or copies of them. */
  readonly originals: { readonly train: readonly string[]; readonly val: readonly string[] };
  readonly classNames: readonly string[];
  /** What a person must know, such as that validation photos were split off. */
  readonly warning?: string;
  /** The seed by which validation photos were split off, where they were. */
  readonly validationSeed?: number;
}

export interface RunDataOptions extends Pick<CheckedData, 'identityOf' | 'rewritten'> {
  /** The run's own folder. */
  readonly folder: string;
  readonly seed: number;
  /** Images get a place where YOLOv5 may write beside them. */
  readonly diskCache: boolean;
  readonly singleClass: boolean;
}

/**
 * Writes lists of images and a data.yaml into the run's own folder: YOLOv5 keeps its caches beside the lists, so that a
 * read-only dataset stays as it is. Never lets training photos validate.
 */
export async function writeRunData(dataset: ReadDataset, options: RunDataOptions): Promise<RunData> {
  const { folder, seed, identityOf, rewritten, diskCache: all, singleClass } = options;
  const { warning, seed: validationSeed, ...chosen } = chooseValidation({ ...dataset.images, seed, identityOf });
  await mkdir(folder, { recursive: true });
  const shadowing = { folder: join(folder, 'data'), rewritten, all, singleClass };
  const train = await shadowImages(chosen.train, 'train', shadowing);
  const val = await shadowImages(chosen.val, 'val', shadowing);
  const lists = { train: join(folder, 'train.txt'), val: join(folder, 'val.txt') };
  await writeFile(lists.train, `${train.join('\n')}\n`);
  await writeFile(lists.val, `${val.join('\n')}\n`);
  const classNames = singleClass && dataset.classNames.length > 1 ? [singleClassName] : dataset.classNames;
  const file = join(folder, 'data.yaml');
  // PyYAML speaks YAML 1.1, in which a class named no would be a truth value.
  await writeFile(
    file,
    stringify({ ...lists, names: classNames }, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE' }),
  );
  return {
    file,
    train,
    val,
    originals: chosen,
    classNames,
    ...(warning ? { warning } : {}),
    ...(validationSeed === undefined ? {} : { validationSeed }),
  };
}
