import { findInChannels } from '../adapters/find-in-channels.js';
import { type JobFiles, readTrainArgs } from '../adapters/read-job-files.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { resolveOptions } from '../options/resolve-options.js';
import type { Channels } from './find-channels.js';
import { type DatasetPlace, locateDataset } from './locate-dataset.js';

export interface FoundDataset extends DatasetPlace {
  /** Where /opt/ml lies, of which data.yaml may name places. */
  readonly mlRoot: string;
}

/**
 * The dataset of a job that doesn't train, as training would find it: its data.yaml may lie in a channel of its own, and be named
 * by the hyperparameter data-yaml or a recipe's train-args file.
 * @throws DatasetUnusableError, HyperparameterInvalidError
 */
export async function findDataset(paths: MlPaths, files: JobFiles, channels: Channels): Promise<FoundDataset> {
  const folders = channels.all.flatMap(({ kind, path }) => (kind === 'folder' ? [path] : []));
  const trainArgs = await readTrainArgs(folders, paths.root);
  const { 'data-yaml': wanted } = resolveOptions(new Map([...trainArgs, ...files.hyperparameters]));
  const file = wanted === undefined ? undefined : await findInChannels(wanted, folders);
  return { ...(await locateDataset(channels, file ?? wanted)), mlRoot: paths.root };
}
