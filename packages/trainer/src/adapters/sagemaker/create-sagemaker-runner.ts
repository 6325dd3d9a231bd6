import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { createStorage, isS3Uri, uploadTree } from '@detectory/storage';
import { OutputExistsError } from '../../errors.js';
import { createRunner } from '../../runner/create-runner.js';
import { JobFailedError, JobInvalidError } from '../../runner/run-errors.js';
import type { AttachedRun, Runner, RunRequest, RunResult, StartedRun } from '../../runner/run-request.js';
import { findJobFaults } from '../../runner/sagemaker/find-job-faults.js';
import { hasJobEnded, type JobState } from '../../runner/sagemaker/job-state.js';
import type { TrainingJobSpec } from '../../runner/sagemaker/training-job-spec.js';
import { toTrainingJobRequest } from '../../runner/sagemaker/to-training-job-request.js';
import type { FollowOptions } from './ask-patiently.js';
import { describeJob } from './describe-job.js';
import { toOutputUri } from './fetch-archives.js';
import { assertModelOfStopped, fetchRun } from './fetch-run.js';
import { findRemoteFaults } from './find-remote-faults.js';
import { followJob } from './follow-job.js';
import type { SageMakerAccess } from './open-sagemaker.js';
import type { PlannedUpload } from './plan-inputs.js';
import { planJob, type PlannedJob, type RunInputs, type SageMakerSettings } from './plan-job.js';
import { toSageMakerError } from './to-sagemaker-error.js';

/** Trains as a SageMaker job: uploads what lies here, checks, sends, follows. The run's folder here has the job's name. */
export function createSageMakerRunner(
  access: SageMakerAccess,
  settings: SageMakerSettings,
  follow: FollowOptions,
): Runner {
  return createRunner('sagemaker', async (request) => {
    assertFolderFree(request);
    const planned = await prepareJob(request, settings, access, { note: follow.note, signal: request.signal });
    await createJob(planned, access);
    const { name, hyperparameters } = planned.spec;
    const job = { name, hyperparameters, dataUri: request.data };
    return toStartedRun(access, job, { ...follow, out: request.out, folderName: name });
  });
}

/** Found out only when the model is fetched, it would be paid for. A job that goes on has a name of its own. */
function assertFolderFree({ out, name, resume }: RunRequest): void {
  const target = resolve(out, name);
  if (!isS3Uri(out) && !resume && existsSync(target)) throw new OutputExistsError(target);
}

export interface PrepareOptions {
  readonly note: (text: string) => void;
  /** Without it, all is checked and nothing leaves this machine. Default true. */
  readonly upload?: boolean;
  /** Further faults of the job, where it is to be part of something that takes less, such as a tuning job. */
  readonly findFaults?: (job: TrainingJobSpec) => readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Plans a job, finds everything wrong with it that can be known, and brings its inputs to S3.
 * @throws JobInvalidError with every fault and its fix
 */
export async function prepareJob(
  run: RunInputs,
  settings: SageMakerSettings,
  access: SageMakerAccess,
  { note, upload = true, findFaults, signal }: PrepareOptions,
): Promise<PlannedJob> {
  const planned = await planJob(run, settings);
  const further = findFaults?.(planned.spec);
  for (const warning of await assertSendable(planned, access, further)) note(`warning: ${warning}`);
  if (upload) await uploadInputs(planned.uploads, note, signal);
  return planned;
}

/**
 * A job that was started before, anywhere.
 * @throws RunNotFoundError
 */
export async function attachJob(
  access: SageMakerAccess,
  name: string,
  options: FollowOptions & { readonly out: string },
): Promise<AttachedRun> {
  const job = await describeJob(access, name);
  return { ...toStartedRun(access, job, { ...options, folderName: job.name }), isUnderWay: !hasJobEnded(job) };
}

/**
 * Everything that can be found wrong before a request is sent. Answers the warnings.
 * @param further faults that were found already, to be told with the others
 * @throws JobInvalidError with every fault and its fix
 */
export async function assertSendable(
  planned: PlannedJob,
  access: SageMakerAccess,
  further: readonly string[] = [],
): Promise<readonly string[]> {
  const { spec, options, hasWeights } = planned;
  const { engine, 'batch-size': batchSize, tensorboard } = options;
  const facts = { region: access.region, batchSize, engine, hasWeights, tensorboard };
  const { faults, warnings } = findJobFaults(spec, facts);
  const found = [...faults, ...further];
  if (found.length > 0) throw new JobInvalidError(found);
  const remote = await findRemoteFaults(planned, access.region);
  if (remote.length > 0) throw new JobInvalidError(remote);
  return warnings;
}

async function uploadInputs(
  uploads: readonly PlannedUpload[],
  note: (text: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const storage = createStorage();
  for (const { from, to, kind } of uploads) {
    note(`Uploading ${from} to ${to}`);
    if (kind === 'folder') await uploadTree(storage, from, to, { skipUnchanged: true, signal });
    else if (!(await storage.stat(to))) await storage.copy(from, to);
  }
}

async function createJob({ spec }: PlannedJob, { sagemaker }: SageMakerAccess): Promise<void> {
  try {
    // The SDK lists instance types; SageMaker has new ones before the SDK does, and says itself which it has.
    const input = toTrainingJobRequest(spec) as CreateTrainingJobCommandInput;
    await sagemaker.send(new CreateTrainingJobCommand(input));
  } catch (error) {
    throw toSageMakerError(error, 'creating the job');
  }
}

interface StartedJobOptions extends FollowOptions {
  readonly out: string;
  readonly folderName: string;
}

function toStartedRun(
  access: SageMakerAccess,
  { name, hyperparameters, dataUri }: Pick<JobState, 'name' | 'hyperparameters' | 'dataUri'>,
  options: StartedJobOptions,
): StartedRun {
  return {
    name,
    data: dataUri,
    hyperparameters,
    place: 'sagemaker',
    reference: name,
    follow: async (listeners, signal) => {
      const state = await followJob(access, name, listeners, { ...options, signal });
      return toResult(state, options);
    },
    stop: async () => {
      try {
        await access.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
      } catch (error) {
        // A job that has ended can't be stopped, and needn't.
        if (!/status.*(Completed|Failed|Stopped)|not in.*InProgress/i.test((error as Error).message))
          throw toSageMakerError(error, `stopping the job ${name}`);
      }
    },
  };
}

/** The model comes to this machine unless the run's place is on S3. */
async function toResult(state: JobState, options: StartedJobOptions): Promise<RunResult> {
  if (!state.modelUri) throw new JobFailedError(state.name, state.status, 'it left no model', []);
  if (isS3Uri(options.out)) {
    await assertModelOfStopped(state);
    return { model: state.modelUri, output: toOutputUri(state.modelUri) };
  }
  options.note(`Downloading ${state.modelUri}`);
  return fetchRun(state, options);
}
