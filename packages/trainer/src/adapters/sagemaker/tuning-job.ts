import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateHyperParameterTuningJobCommand,
  type CreateHyperParameterTuningJobCommandInput,
  DescribeHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { JobFailedError, JobInvalidError } from '../../runner/run-errors.js';
import { toTuningState, type TuningState } from '../../tune/tuning-state.js';
import { findTuningFaults, toTuningRequest, type TuningSpec } from '../../tune/tuning-request.js';
import { askPatiently, type FollowOptions } from './ask-patiently.js';
import type { SageMakerAccess } from './open-sagemaker.js';
import { isMissing, toSageMakerError } from './to-sagemaker-error.js';

/** @throws JobInvalidError before anything is sent; SageMakerRefusedError */
export async function createTuningJob({ sagemaker }: SageMakerAccess, spec: TuningSpec): Promise<void> {
  const faults = findTuningFaults(spec);
  if (faults.length > 0) throw new JobInvalidError(faults);
  try {
    const input = toTuningRequest(spec) as CreateHyperParameterTuningJobCommandInput;
    await sagemaker.send(new CreateHyperParameterTuningJobCommand(input));
  } catch (error) {
    throw toSageMakerError(error, 'creating the tuning job');
  }
}

/** Undefined where no tuning job has this name. */
export async function findTuningJob({ sagemaker }: SageMakerAccess, name: string): Promise<TuningState | undefined> {
  try {
    const input = { HyperParameterTuningJobName: name };
    return toTuningState(await sagemaker.send(new DescribeHyperParameterTuningJobCommand(input)));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toSageMakerError(error, `asking for the tuning job ${name}`);
  }
}

/**
 * Tells a tuning job's state until it has ended; while AWS is out of reach it waits.
 * @throws JobFailedError when no trial gave a model; SageMakerRefusedError
 */
export async function followTuning(
  access: SageMakerAccess,
  name: string,
  onState: (state: TuningState) => void,
  options: FollowOptions & { readonly signal?: AbortSignal | undefined },
): Promise<TuningState & { readonly best: NonNullable<TuningState['best']> }> {
  for (;;) {
    const state = await askPatiently(() => findTuningJob(access, name), options);
    if (!state) throw new JobFailedError(name, 'Failed', 'SageMaker knows it no more', []);
    onState(state);
    const { best } = state;
    if (state.hasEnded && best) return { ...state, best };
    if (state.hasEnded)
      throw new JobFailedError(name, state.status, state.failureReason ?? 'no trial gave a model', []);
    await sleep(options.pollMs, undefined, options.signal ? { signal: options.signal } : {});
  }
}

export async function stopTuning({ sagemaker }: SageMakerAccess, name: string): Promise<void> {
  try {
    await sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
  } catch (error) {
    throw toSageMakerError(error, `stopping the tuning job ${name}`);
  }
}
