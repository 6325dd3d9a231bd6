import { DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { RunNotFoundError } from '../../runner/run-errors.js';
import { type JobState, toJobState } from '../../runner/sagemaker/job-state.js';
import type { SageMakerAccess } from './open-sagemaker.js';
import { isMissing, toSageMakerError } from './to-sagemaker-error.js';

/** @throws RunNotFoundError for a name that no job has in this account and region */
export async function describeJob({ sagemaker, region }: SageMakerAccess, name: string): Promise<JobState> {
  try {
    return toJobState(await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name })));
  } catch (error) {
    if (isMissing(error)) throw new RunNotFoundError(name, `SageMaker has no such training job in ${region}`);
    throw toSageMakerError(error, `asking for the job ${name}`);
  }
}
