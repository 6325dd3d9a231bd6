import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isS3Uri, joinUri } from '@detectory/storage';
import { toMlPaths } from '../../contract/ml-paths.js';
import { resolveOptions, type TrainOptions } from '../../options/resolve-options.js';
import type { RunRequest } from '../../runner/run-request.js';
import type { TrainingJobSpec } from '../../runner/sagemaker/training-job-spec.js';
import { assertNamedFiles } from '../assert-named-files.js';
import { findOptionFiles } from '../find-option-files.js';
import {
  asFolder,
  planDataset,
  planFile,
  planFolder,
  type PlannedChannel,
  type PlannedDataset,
  type PlannedUpload,
  planWeights,
  type UploadPlace,
} from './plan-inputs.js';

/** What of a job is the same for each run. */
export type JobSettings = Omit<TrainingJobSpec, 'name' | 'hyperparameters' | 'channels' | 'outputUri'>;

export interface SageMakerSettings {
  readonly place: UploadPlace;
  readonly job: JobSettings;
}

export interface PlannedJob {
  readonly spec: TrainingJobSpec;
  readonly uploads: readonly PlannedUpload[];
  readonly options: TrainOptions;
  readonly photos: PlannedDataset['photos'];
  readonly hasWeights: boolean;
  /** It goes on from checkpoints that another job left. */
  readonly resume: boolean;
}

export type RunInputs = Pick<RunRequest, 'data' | 'hyperparameters' | 'channels' | 'out' | 'name' | 'resume'>;

const channelsInside = toMlPaths().channels;

/** What a run would be as a job, and what must be uploaded for it; looks at the inputs and sends nothing. */
export async function planJob(run: RunInputs, settings: SageMakerSettings): Promise<PlannedJob> {
  const options = resolveOptions(new Map(Object.entries(run.hyperparameters)));
  await assertNamedFiles(options, [run.data, ...Object.values(run.channels ?? {})]);
  const downloadFolder = await mkdtemp(join(tmpdir(), 'detectory-weights-'));
  try {
    const dataset = await planDataset(run.data, settings.place, options['data-yaml']);
    const weights = await planWeights(options, settings.place, downloadFolder);
    const files = await planFiles(run.hyperparameters, settings.place.uploadUri);
    const further = await Promise.all(
      Object.entries(run.channels ?? {}).map(([name, source]) => planFolder(name, source, settings.place)),
    );
    const planned: PlannedChannel[] = [dataset, ...(weights ? [weights] : []), ...files.channels, ...further];
    const hyperparameters = {
      ...files.hyperparameters,
      weights: weights?.fileName ?? 'none',
      // Events are kept there once they are written, which nobody asks for who doesn't want them.
      ...(settings.job.tensorboardUri !== undefined && { tensorboard: 'true' }),
    };
    return {
      spec: toSpec(run, settings, planned, hyperparameters),
      uploads: planned.flatMap(({ upload }) => upload ?? []),
      options,
      photos: dataset.photos,
      hasWeights: weights !== undefined || options.weights === 'none',
      resume: run.resume ?? false,
    };
  } finally {
    await rm(downloadFolder, { recursive: true, force: true });
  }
}

function toSpec(
  { name, out, resume }: RunInputs,
  { place, job }: SageMakerSettings,
  planned: readonly PlannedChannel[],
  hyperparameters: Readonly<Record<string, string>>,
): TrainingJobSpec {
  const outputUri = isS3Uri(out) ? out.replace(/\/$/, '') : joinUri(place.uploadUri, 'runs');
  return {
    ...job,
    // Names are unique in an account and region: a job that goes on where another stopped needs one of its own.
    name: resume ? `${name.slice(0, 50)}-r${Math.floor(Date.now() / 1000).toString(36)}` : name,
    hyperparameters,
    channels: planned.map(({ channel }) => channel),
    outputUri,
    checkpointUri: asFolder(job.checkpointUri ?? joinUri(outputUri, `${name}/checkpoints`)),
  };
}

/** Values that are files of this machine become files of a channel each. */
async function planFiles(
  given: Readonly<Record<string, string>>,
  uploadUri: string,
): Promise<{ hyperparameters: Record<string, string>; channels: PlannedChannel[] }> {
  const hyperparameters = { ...given };
  const channels: PlannedChannel[] = [];
  for (const { name, file } of await findOptionFiles(given)) {
    channels.push(await planFile(`${name}-file`, file, uploadUri));
    hyperparameters[name] = join(channelsInside, `${name}-file`, basename(file));
  }
  return { hyperparameters, channels };
}
