import type { JobState, RunPlace } from '@detectory/trainer';

/**
 * Flags that send another run where this one ran and put it beside this one; of a job what SageMaker tells of it.
 * @param out where the run's folder lies
 */
export function toPlaceWords(place: RunPlace, out: string, job: JobState | undefined): string[] {
  const beside = ['--out', out];
  if (place === 'process') return beside;
  return [...beside, '--on', place, ...(place === 'sagemaker' && job ? toJobWords(job) : [])];
}

function toJobWords({ roleArn, outputUri, instanceType, instanceCount, isSpot }: JobState): string[] {
  return [
    // Jobs write to `runs` below the place for uploads.
    ...(outputUri === undefined ? [] : ['--upload', outputUri.replace(/\/runs\/?$/, '')]),
    ...(roleArn === undefined ? [] : ['--role', roleArn]),
    ...['--instance-type', instanceType, '--instance-count', String(instanceCount)],
    ...(isSpot ? ['--spot'] : []),
  ];
}
