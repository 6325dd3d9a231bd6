import { createHash } from 'node:crypto';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { readCheckpoints } from '../adapters/checkpoints/read-checkpoints.js';
import type { ReadDataset } from '../adapters/read-dataset.js';
import { chooseStart, type FoundCheckpoint, type TrainingStart } from '../checkpoints/choose-start.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { NothingToResumeError } from '../errors.js';
import type { TrainOptions } from '../options/resolve-options.js';
import { findJobName } from './find-job-name.js';

export interface StartRequest {
  readonly paths: MlPaths;
  readonly workFolder: string;
  readonly engine: string;
  readonly options: TrainOptions;
  readonly dataset: ReadDataset;
}

export interface FoundStart {
  readonly start: TrainingStart;
  /** Where this run keeps its checkpoints. */
  readonly folder: string;
  readonly datasetSha256: string;
}

/**
 * Looks at the run's own checkpoints, and where it has none yet at those of the run that it continues.
 * @throws CheckpointMismatchError, NothingToResumeError
 */
export async function findStart(request: StartRequest): Promise<FoundStart> {
  const { paths, workFolder, engine, options, dataset } = request;
  const folder = await checkpointFolder(paths, workFolder);
  const datasetSha256 = dataset.sha256 ?? fingerprint(dataset);
  const own = await readCheckpoints(folder);
  const facts = { engine, options, datasetSha256, classNames: dataset.classNames };
  const continued = options['continue-from'];
  if (continued === undefined || own.some(({ state }) => state))
    return {
      start: chooseStart({ ...facts, place: folder, found: own, resume: options.resume, job: findJobName() }),
      folder,
      datasetSha256,
    };
  const { place, found } = await findContinued(continued, paths);
  return { start: chooseStart({ ...facts, place, found, mustGoOn: true }), folder, datasetSha256 };
}

/** Missing in SageMaker's local mode, and read-only nowhere that is known: then they are kept as long as the run. */
async function checkpointFolder({ checkpoints }: MlPaths, workFolder: string): Promise<string> {
  const isWritable = await access(checkpoints, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return checkpoints;
  const own = join(workFolder, 'checkpoints');
  await mkdir(own, { recursive: true });
  return own;
}

/** A path, or the name of a channel: checkpoints themselves, or the folder of a run that has them. */
async function findContinued(
  name: string,
  { channels }: MlPaths,
): Promise<{ readonly place: string; readonly found: FoundCheckpoint[] }> {
  const place = isAbsolute(name) ? name : join(channels, name);
  if (!(await stat(place).catch(() => undefined))?.isDirectory())
    throw new NothingToResumeError(
      `There is no folder ${place} to continue from. Pass the folder of a run, or a channel that holds its checkpoints.`,
    );
  const found = await readCheckpoints(place);
  return found.length > 0 ? { place, found } : { place, found: await readCheckpoints(join(place, 'checkpoints')) };
}

/** Which photos and classes a dataset without a dataset.json has; what is in them isn't read again for it. */
function fingerprint({ folder, classNames, images }: ReadDataset): string {
  const paths = [...images.train, ...images.val].map((image) => relative(folder, image));
  return createHash('sha256')
    .update(JSON.stringify([classNames, paths.sort()]))
    .digest('hex');
}
