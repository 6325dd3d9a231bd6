import { isS3Uri } from '@detectory/storage';
import { UsageError } from '@detectory/terminal';
import type { SageMakerSettings } from '@detectory/trainer/sagemaker';
import { findTrainingImage } from './find-training-image.js';
import type { PlaceFlags } from './place-flags.js';

export interface JobImage {
  /** Where the job will run. */
  readonly region: string;
  /** The image that was published there; undefined where none was and no flag names one. */
  readonly image: string | undefined;
}

/** Flags as the settings of a job in a region, by default with the image that was published there. @throws as toSageMakerSettings */
export async function findSageMakerSettings(
  flags: PlaceFlags,
  out: string,
  region: string,
): Promise<SageMakerSettings> {
  return toSageMakerSettings(flags, out, { region, image: flags.image ?? (await findTrainingImage(region)) });
}

/** Flags as a job's settings. @throws UsageError for what has no default, all that is missing at once */
export function toSageMakerSettings(flags: PlaceFlags, out: string, { region, image }: JobImage): SageMakerSettings {
  const { role, upload = out } = flags;
  const uploadUri = isS3Uri(upload) ? upload : undefined;
  if (uploadUri === undefined || role === undefined || image === undefined)
    throw new UsageError(
      [
        ...(uploadUri === undefined ? [toMissingPlace(flags.upload)] : []),
        ...(role === undefined ? [missingRole] : []),
        ...(image === undefined ? [toMissingImage(region)] : []),
      ].join('\n'),
    );
  return {
    place: {
      uploadUri: uploadUri.replace(/\/$/, ''),
      inputMode: flags.inputMode,
      attributeNames: flags.attributeNames,
    },
    job: { ...toJob(flags), registry: toRegistry(flags), image, roleArn: role },
  };
}

function toMissingPlace(upload: string | undefined): string {
  return upload === undefined
    ? 'A SageMaker job needs a place on S3: pass --upload s3://bucket/prefix (local data goes there, and the job writes there), or --out s3://….'
    : `--upload ${upload} is no place on S3: it must begin with s3://, as s3://bucket/prefix does.`;
}

const missingRole =
  'A SageMaker job needs a role to assume: pass --role arn:aws:iam::<account>:role/<name>, or set DETECTORY_SAGEMAKER_ROLE.';

function toMissingImage(region: string): string {
  return `A SageMaker job needs a training image, and none was published into ${region} from here: run \`detectory-launch images push training\` in the workspace (AWS_REGION=${region}), or pass --image <account>.dkr.ecr.${region}.amazonaws.com/<name>@sha256:….`;
}

function toJob(flags: PlaceFlags): Omit<SageMakerSettings['job'], 'image' | 'roleArn'> {
  return {
    instanceType: flags.instanceType,
    instanceCount: flags.instanceCount,
    volumeSizeGb: flags.volumeSize,
    maxRuntimeSeconds: flags.maxRuntime,
    maxPendingSeconds: flags.maxPending,
    spot: toSpot(flags),
    checkpointUri: flags.checkpoints,
    keepAliveSeconds: flags.keepAlive,
    ...toProtection(flags),
    environment: flags.environment,
    tags: flags.tags,
    tensorboardUri: flags.tensorboardOut,
    retryAttempts: flags.retryAttempts,
    isUncompressed: flags.uncompressedOutput,
    allowsRemoteDebug: flags.remoteDebug,
    checksMachines: flags.infraCheck,
    experiment: toExperiment(flags),
  };
}

/** @throws UsageError */
function toSpot({ spot, maxWait, maxRuntime }: PlaceFlags): SageMakerSettings['job']['spot'] {
  if (spot) return { maxWaitSeconds: maxWait ?? 2 * maxRuntime };
  if (maxWait !== undefined)
    throw new UsageError(
      '--max-wait is for --spot, which waits for machines and may lose them: pass both, or neither. --max-pending says how long another job may wait.',
    );
  return undefined;
}

/** @throws UsageError */
function toExperiment({
  experiment: name,
  experimentTrial: trial,
}: PlaceFlags): SageMakerSettings['job']['experiment'] {
  if (name !== undefined) return { name, trial };
  if (trial !== undefined) throw new UsageError('--experiment-trial needs --experiment, which the trial belongs to.');
  return undefined;
}

/** @throws UsageError */
function toRegistry({ privateRegistry, registryCredentials }: PlaceFlags): SageMakerSettings['job']['registry'] {
  if (privateRegistry) return { credentialsArn: registryCredentials };
  if (registryCredentials !== undefined)
    throw new UsageError('--registry-credentials is for an image in a --private-registry: pass both, or neither.');
  return undefined;
}

type Protection = 'network' | 'isIsolated' | 'encryptsTraffic' | 'volumeKmsKey' | 'outputKmsKey';

function toProtection(flags: PlaceFlags): Pick<SageMakerSettings['job'], Protection> {
  const { subnets, securityGroups } = flags;
  return {
    network: subnets || securityGroups ? { subnets: subnets ?? [], securityGroups: securityGroups ?? [] } : undefined,
    isIsolated: flags.networkIsolation,
    encryptsTraffic: flags.encryptTraffic,
    volumeKmsKey: flags.volumeKmsKey,
    outputKmsKey: flags.outputKmsKey,
  };
}
