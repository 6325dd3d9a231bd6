import { readFile } from 'node:fs/promises';
import { toLabelPath } from '@detectory/dataset';
import { mapConcurrently } from '@detectory/storage';
import { DatasetUnusableError } from '../errors.js';
import { findInChannels } from './find-in-channels.js';
import { type ReadDataset, readDataset } from './read-dataset.js';

/**
 * A dataset folder here, with its labels read before a run is sent: they are small, and tell of a wrong dataset within seconds.
 * @param wanted the run's own data.yaml; where it isn't in the folder, only the run knows its classes
 * @throws DatasetUnusableError
 */
export async function readFittingDataset(folder: string, wanted?: string): Promise<ReadDataset> {
  const dataYaml = wanted === undefined ? undefined : await findInChannels(wanted, [folder]);
  const dataset = await readDataset(folder, { dataYaml });
  if (wanted !== undefined && dataYaml === undefined) return dataset;
  const { images, classNames } = dataset;
  await assertClassesKnown(images.val, classNames);
  if ((await assertClassesKnown(images.train, classNames)) > 0) return dataset;
  throw new DatasetUnusableError(
    `None of the ${images.train.length} training photos of ${folder} has a label: looked for ${toLabelPath(images.train[0] ?? '')} and the like. Build the dataset with detectory-prep build, which puts labels where YOLOv5 looks for them.`,
  );
}

/**
 * YOLOv5 would find out at its start, after minutes of set-up on a rented machine.
 * @returns how many of the images have labels
 */
export async function assertClassesKnown(images: readonly string[], classNames: readonly string[]): Promise<number> {
  const areLabelled = await mapConcurrently(images, async (image) => {
    const file = toLabelPath(image);
    const text = await readFile(file, 'utf8').catch(() => '');
    const lines = text.split('\n');
    const wrong = lines.findIndex((line) => Number(line.trimStart().split(/\s/, 1)[0]) >= classNames.length);
    if (wrong >= 0)
      throw new DatasetUnusableError(
        `${file}, line ${wrong + 1}, labels class ${lines[wrong]?.trimStart().split(/\s/, 1)[0]}; data.yaml names ${classNames.length} classes, 0 to ${classNames.length - 1}. ` +
          'Build labels and data.yaml together with detectory-prep build.',
      );
    return text.trim() !== '';
  });
  return areLabelled.filter(Boolean).length;
}
