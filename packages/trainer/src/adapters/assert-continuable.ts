import { createHash } from 'node:crypto';
import { createStorage, joinUri, type Storage } from '@detectory/storage';
import { chooseStart } from '../checkpoints/choose-start.js';
import { parseDataYaml } from '../data/parse-data-yaml.js';
import type { TrainOptions } from '../options/resolve-options.js';
import { type Continuation, readNewest } from './read-continuation.js';

/** A run that is to go on from another's checkpoints. */
export interface ContinuingRun extends Pick<Continuation, 'checkpoints'> {
  /** The other run, as messages are to name it. */
  readonly from: string;
  /** Its dataset: a folder, or an s3:// URI. */
  readonly data: string;
  readonly options: TrainOptions;
}

/**
 * Whether a run can go on from those checkpoints, by what little can be read before it begins: it will ask the same of all of it,
 * but on a machine that may be rented. Damaged checkpoints, and a dataset without data.yaml, are left to it.
 * @returns how many epochs are done, where that can be read
 * @throws CheckpointMismatchError, NothingToResumeError, DatasetUnusableError
 */
export async function assertContinuable({
  from,
  checkpoints,
  data,
  options,
}: ContinuingRun): Promise<number | undefined> {
  const storage = createStorage();
  const state = await readNewest(checkpoints, storage);
  const yaml = await readText(joinUri(data, 'data.yaml'), storage);
  if (!state || yaml === undefined) return undefined;
  const { classNames } = parseDataYaml(yaml, joinUri(data, 'data.yaml'), 'train');
  const record = await readText(joinUri(data, 'dataset.json'), storage);
  // The fingerprint of another dataset is taken from the names of its photos, which are not listed for this.
  const datasetSha256 = record === undefined ? state.datasetSha256 : createHash('sha256').update(record).digest('hex');
  const found = [{ folder: checkpoints, state }];
  const { engine } = options;
  chooseStart({ place: from, found, engine, options, datasetSha256, classNames, mustGoOn: true });
  return state.epoch + 1;
}

async function readText(uri: string, storage: Storage): Promise<string | undefined> {
  if (!(await storage.stat(uri))) return undefined;
  return Buffer.from(await storage.readBytes(uri)).toString('utf8');
}
