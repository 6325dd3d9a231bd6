import { findChannelFaults } from './find-channel-faults.js';
import { findImageFaults } from './find-image-faults.js';
import { findLimitFaults } from './find-limit-faults.js';
import { findScaleFaults } from './find-scale-faults.js';
import { hasLocalStorage } from './instance-types.js';
import type { TrainingJobSpec } from './training-job-spec.js';

/** What the checks need to know beside the job itself. */
export interface JobFacts {
  /** Where the job is sent. */
  readonly region: string;
  /** -1 lets YOLOv5 fit the GPU's memory. */
  readonly batchSize: number;
  readonly engine: string;
  /** Whether starting weights come by a channel or aren't needed. */
  readonly hasWeights: boolean;
  /** Whether the training is to write TensorBoard events. */
  readonly tensorboard?: boolean | undefined;
}

export interface JobFindings {
  /** SageMaker would refuse the job, or it would fail after its start. */
  readonly faults: readonly string[];
  /** It would run, and somebody may be sorry. */
  readonly warnings: readonly string[];
}

/** Everything that can be known to be wrong before a request is sent, each with its fix. */
export function findJobFaults(spec: TrainingJobSpec, facts: JobFacts): JobFindings {
  return {
    faults: [
      ...findNameFaults(spec),
      ...findTimeFaults(spec),
      ...findChannelFaults(spec),
      ...findScaleFaults(spec, facts),
      ...findImageFaults(spec, facts.region),
      ...findIsolationFaults(spec, facts),
      ...findVolumeFaults(spec),
      ...findLimitFaults(spec),
    ],
    warnings: findWarnings(spec, facts),
  };
}

/** TrainingJobName of SageMaker's service model. */
const jobName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;

function findNameFaults({ name, roleArn: role }: TrainingJobSpec): string[] {
  const faults: string[] = [];
  if (!jobName.test(name)) {
    const nearest = toJobName(name);
    faults.push(
      `The job name "${name}" is not one that SageMaker takes: expected 1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit. Pass --name ${nearest}.`,
    );
  }
  if (!roleArn.test(role))
    faults.push(
      `The role "${role}" is no role's ARN; expected arn:aws:iam::<12 digits>:role/<name>. Find it with \`aws iam list-roles\`, and pass it whole with --role.`,
    );
  return faults;
}

/** The nearest name that SageMaker takes. */
export function toJobName(text: string): string {
  const name = text
    .replaceAll(/[^a-zA-Z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return name || 'run';
}

const day = 86_400;

function findTimeFaults({ maxRuntimeSeconds, spot, checkpointUri }: TrainingJobSpec): string[] {
  const faults: string[] = [];
  if (maxRuntimeSeconds < 60 || maxRuntimeSeconds > 28 * day)
    faults.push(`--max-runtime is ${maxRuntimeSeconds} s; expected 1 minute to 28 days, such as 6h.`);
  if (spot && spot.maxWaitSeconds < maxRuntimeSeconds)
    faults.push(
      `--max-wait is ${spot.maxWaitSeconds} s, less than --max-runtime, ${maxRuntimeSeconds} s: it counts the waiting and the run together. Raise --max-wait, or lower --max-runtime.`,
    );
  if (spot && !checkpointUri)
    faults.push('A spot job without checkpoints begins anew at each interruption. Pass --checkpoints s3://….');
  return faults;
}

function findIsolationFaults(
  { isIsolated, tensorboardUri, network }: TrainingJobSpec,
  { hasWeights }: JobFacts,
): string[] {
  const faults: string[] = [];
  if (isIsolated && !hasWeights)
    faults.push(
      'An isolated job can download nothing, so its starting weights must come by a channel. Pass --weights with a file or an s3:// URI, or --weights none.',
    );
  if (tensorboardUri && !tensorboardUri.startsWith('s3://'))
    faults.push(`--tensorboard-out is ${tensorboardUri}; expected an s3:// URI.`);
  if (network && (network.subnets.length === 0 || network.securityGroups.length === 0))
    faults.push('A VPC needs both --subnets and --security-groups.');
  return faults;
}

/** ResourceConfig of SageMaker's service model. */
function findVolumeFaults({ volumeKmsKey, instanceType }: TrainingJobSpec): string[] {
  if (volumeKmsKey === undefined || !hasLocalStorage(instanceType)) return [];
  return [
    `SageMaker takes no --volume-kms-key for ${instanceType}: its disks are local ones, which its hardware encrypts with keys that never leave it. Leave --volume-kms-key out, or take a type without local disks, such as ml.p3.2xlarge.`,
  ];
}

function findWarnings(
  { keepAliveSeconds, instanceType, volumeSizeGb, spot, tensorboardUri }: TrainingJobSpec,
  { tensorboard }: JobFacts,
): string[] {
  const warnings: string[] = [];
  if (keepAliveSeconds)
    warnings.push(
      'A warm pool is paid for while it waits, and its quota is 0 in a new account: ask for "… for training warm pool usage" in Service Quotas.',
    );
  if (keepAliveSeconds && spot)
    warnings.push('SageMaker keeps no warm pool for spot jobs: --keep-alive has no effect.');
  if (hasLocalStorage(instanceType) && volumeSizeGb > 30)
    warnings.push(`${instanceType} has disks of its own and ignores --volume-size.`);
  if (tensorboard && !tensorboardUri)
    warnings.push(
      'SageMaker keeps no TensorBoard events unless it is told where: pass --tensorboard-out s3://…, or they go with the machine.',
    );
  return warnings;
}
