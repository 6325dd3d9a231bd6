import { isS3Uri } from '@detectory/storage';
import type { JobState, RunPlace } from '@detectory/trainer';

/**
 * Flags that send another run where this one ran and put it beside this one; of a job what SageMaker tells of it.
 * @param out where the run's folder lies
 */
export function toPlaceWords(place: RunPlace, out: string, job: JobState | undefined): string[] {
  const beside = ['--out', out];
  if (place === 'process') return beside;
  return [...beside, '--on', place, ...(place === 'sagemaker' && job ? toJobWords(job, out) : [])];
}

function toJobWords({ roleArn, outputUri, instanceType, instanceCount, isSpot }: JobState, out: string): string[] {
  return [
    // Jobs write to `runs` below the place for uploads, which is `out` itself where that is on S3.
    ...(outputUri === undefined || isS3Uri(out) ? [] : ['--upload', outputUri.replace(/\/runs\/?$/, '')]),
    ...(roleArn === undefined ? [] : ['--role', roleArn]),
    ...['--instance-type', instanceType, '--instance-count', String(instanceCount)],
    ...(isSpot ? ['--spot'] : []),
  ];
}
