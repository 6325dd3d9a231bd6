import { isS3Uri, parentUri } from '@detectory/storage';
import type { JobState, RunPlace, RunResult } from '@detectory/trainer';
import type { RunToContinue } from './format-next-step.js';
import { toPlaceWords } from './to-place-words.js';

/** What is known of a finished run beside what it left. */
export interface FinishedRun {
  readonly data: string;
  readonly place: RunPlace;
  /** Of a SageMaker job, as SageMaker tells it. */
  readonly job?: JobState | undefined;
}

/**
 * What `--continue` takes of a finished run, and where another one is to run; `undefined` where nothing was kept to go on from.
 * A run's folder holds its archive; a job that stayed on S3 has no such folder, but its checkpoints.
 */
export function toRunToContinue({ model }: RunResult, { data, place, job }: FinishedRun): RunToContinue | undefined {
  const run = parentUri(model);
  if (place !== 'sagemaker' || !isS3Uri(model)) return { run, data, place: toPlaceWords(place, parentUri(run), job) };
  if (job?.checkpointUri === undefined || job.outputUri === undefined) return undefined;
  return { run: job.checkpointUri, data, place: toPlaceWords(place, job.outputUri, job) };
}
