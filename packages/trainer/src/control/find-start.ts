import { createHash } from 'node:crypto';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { readCheckpoints } from '../adapters/checkpoints/read-checkpoints.js';
import type { ReadDataset } from '../adapters/read-dataset.js';
import type { RunData } from '../adapters/write-run-data.js';
import { chooseStart, type FoundCheckpoint, listUsable, type TrainingStart } from '../checkpoints/choose-start.js';
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
  readonly data: Pick<RunData, 'validationSeed'>;
}

export interface FoundStart {
  readonly start: TrainingStart;
  /** Where this run keeps its checkpoints. */
  readonly folder: string;
  readonly datasetSha256: string;
}

/**
 * Looks at the run's own checkpoints, and where it has none yet, or none that count, at those of the run that it continues.
 * @throws CheckpointMismatchError, NothingToResumeError
 */
export async function findStart(request: StartRequest): Promise<FoundStart> {
  const { paths, workFolder, engine, options, dataset, data } = request;
  const { folder, notes } = await checkpointFolder(paths, workFolder);
  const datasetSha256 = dataset.sha256 ?? fingerprint(dataset);
  const own = await readCheckpoints(paths.checkpoints);
  const { validationSeed } = data;
  const facts = { engine, options, datasetSha256, classNames: dataset.classNames, validationSeed };
  const answer = (start: TrainingStart): FoundStart => ({
    start: { ...start, notes: [...start.notes, ...notes] },
    folder,
    datasetSha256,
  });
  const continued = options['continue-from'];
  const ownFacts = { ...facts, place: paths.checkpoints, found: own, resume: options.resume, job: findJobName() };
  if (continued === undefined || listUsable(own, ownFacts).some(({ state }) => state))
    return answer(chooseStart(ownFacts));
  const { place, found } = await findContinued(continued, paths);
  return answer(chooseStart({ ...facts, place, found, mustGoOn: true }));
}

/** Where checkpoints can't be written, they are kept as long as the run. The folder is missing in SageMaker's local mode. */
async function checkpointFolder(
  { checkpoints }: MlPaths,
  workFolder: string,
): Promise<{ readonly folder: string; readonly notes: readonly string[] }> {
  const fault = await access(checkpoints, constants.W_OK).then(
    () => undefined,
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error),
  );
  if (fault === undefined) return { folder: checkpoints, notes: [] };
  const folder = join(workFolder, 'checkpoints');
  await mkdir(folder, { recursive: true });
  const warning = `WARNING: ${checkpoints} can't be written (${fault}), so this run's checkpoints end with it. Let the user that trains write there.`;
  return { folder, notes: fault === 'ENOENT' ? [] : [warning] };
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

/** Which photos and classes a dataset without a dataset.json has in which split; what is in them isn't read again for it. */
function fingerprint({ folder, classNames, images }: ReadDataset): string {
  const splits = [images.train, images.val].map((split) => split.map((image) => relative(folder, image)).sort());
  return createHash('sha256')
    .update(JSON.stringify([classNames, ...splits]))
    .digest('hex');
}
