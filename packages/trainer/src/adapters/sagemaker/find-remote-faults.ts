import { AccessDeniedError, createStorage, type Storage, StorageError } from '@detectory/storage';
import { findBucketRegion } from '@detectory/storage/s3';
import type { JobChannel, TrainingJobSpec } from '../../runner/sagemaker/training-job-spec.js';
import type { PlannedUpload } from './plan-inputs.js';
import type { PlannedJob } from './plan-job.js';

/**
 * What only S3 knows: whether buckets are there, in the job's region, and whether they may be seen; then whether channels that are
 * not uploaded first hold anything, and whether there are the checkpoints that a job is to go on from.
 */
export async function findRemoteFaults(
  { spec, uploads, resume }: Pick<PlannedJob, 'spec' | 'uploads' | 'resume'>,
  region: string,
): Promise<string[]> {
  const { outputUri, channels, checkpointUri, tensorboardUri } = spec;
  const uris = [outputUri, ...channels.map(({ uri }) => uri), checkpointUri, tensorboardUri];
  const buckets = new Map(uris.filter((uri) => uri !== undefined).map((uri) => [uri.split('/')[2] ?? '', uri]));
  const faults: string[] = [];
  for (const [bucket, uri] of buckets) faults.push(...(await findBucketFaults(bucket, uri, region)));
  if (faults.length > 0) return faults;
  return [...(await findEmptyChannels(channels, uploads)), ...(resume ? await findMissingCheckpoints(spec) : [])];
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

/** SageMaker would find out after it has got the machines. The dataset's photos are counted when the job is planned. */
async function findEmptyChannels(
  channels: readonly JobChannel[],
  uploads: readonly PlannedUpload[],
): Promise<string[]> {
  const storage = createStorage();
  const isThere = ({ name, uri }: JobChannel): boolean =>
    name !== 'training' && !uploads.some(({ to }) => to.startsWith(uri));
  const faults: string[] = [];
  for (const { name, uri } of channels.filter(isThere))
    if (!(await mayHold(uri, storage)))
      faults.push(
        `There is nothing at ${uri}, which the job would get as its channel ${name}. Check the URI letter by letter (aws s3 ls ${uri}).`,
      );
  return faults;
}

/** Without them the job would train all epochs anew, and be paid for. */
async function findMissingCheckpoints({ checkpointUri }: TrainingJobSpec): Promise<string[]> {
  if (checkpointUri === undefined || (await mayHold(checkpointUri, createStorage()))) return [];
  return [
    `There are no checkpoints to go on from at ${checkpointUri}. Pass the --name that the training began with (that of the first job, where it has gone on already) and the same --out or --upload, or say with --checkpoints where they are; to begin anew, leave --resume out and pass another --name.`,
  ];
}

/** What only the job's role may see may well be there. */
async function mayHold(uri: string, storage: Storage): Promise<boolean> {
  try {
    if (!uri.endsWith('/')) return (await storage.stat(uri)) !== undefined;
    return !(await storage.list(uri)[Symbol.asyncIterator]().next()).done;
  } catch (error) {
    if (error instanceof AccessDeniedError) return true;
    throw error;
  }
}
