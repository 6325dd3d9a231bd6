import { StorageError } from '@detectory/storage';
import { findBucketRegion } from '@detectory/storage/s3';
import type { TrainingJobSpec } from '../../runner/sagemaker/training-job-spec.js';

/** What only S3 knows: whether buckets are there, in the job's region, and whether they may be seen. */
export async function findRemoteFaults(spec: TrainingJobSpec, region: string): Promise<string[]> {
  const uris = [
    spec.outputUri,
    ...spec.channels.map(({ uri }) => uri),
    ...(spec.checkpointUri ? [spec.checkpointUri] : []),
  ];
  const buckets = new Map(uris.map((uri) => [uri.split('/')[2] ?? '', uri]));
  const faults: string[] = [];
  for (const [bucket, uri] of buckets) faults.push(...(await findBucketFaults(bucket, uri, region)));
  return faults;
}

async function findBucketFaults(bucket: string, uri: string, region: string): Promise<string[]> {
  try {
    const found = await findBucketRegion(uri);
    if (found === undefined || found === region) return [];
    return [
      `The bucket ${bucket} lies in ${found}, the job runs in ${region}: SageMaker reads and writes its own region only. Use a bucket in ${region}, or set AWS_REGION=${found}.`,
    ];
  } catch (error) {
    if (!(error instanceof StorageError) || error.blame !== 'input') throw error;
    return [
      `The bucket ${bucket} does not exist. Make it (aws s3 mb s3://${bucket} --region ${region}), or check its name.`,
    ];
  }
}
