import { isS3Uri } from '@detectory/storage';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseCount } from '../parse-count.js';
import { parseDuration } from '../parse-duration.js';
import { parseList, parsePair } from '../parse-pairs.js';

export type Place = 'process' | 'docker' | 'sagemaker';

/** Where and how a run is started, as the flags say it; times in seconds. */
export interface PlaceFlags {
  readonly on: Place;
  readonly image?: string;
  readonly shmSize: string;
  readonly network: string;
  readonly upload?: string;
  readonly role?: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeSize: number;
  readonly maxRuntime: number;
  readonly maxWait?: number;
  readonly maxPending?: number;
  readonly spot?: boolean;
  readonly checkpoints?: string;
  readonly keepAlive?: number;
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly networkIsolation?: boolean;
  readonly encryptTraffic?: boolean;
  readonly volumeKmsKey?: string;
  readonly outputKmsKey?: string;
  readonly privateRegistry?: boolean;
  readonly registryCredentials?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly inputMode?: 'File' | 'FastFile' | 'Pipe';
  readonly attributeNames?: readonly string[];
  readonly uncompressedOutput?: boolean;
  readonly tensorboardOut?: string;
  readonly retryAttempts?: number;
  readonly remoteDebug?: boolean;
  readonly infraCheck?: boolean;
  readonly experiment?: string;
  readonly experimentTrial?: string;
  readonly pricePerHour?: number | string;
  readonly poll: number;
  readonly detach?: boolean;
}

/** Under which runs and searches get a folder of their own, unless `--out` says otherwise. */
export const usualOut = 'runs';

const docker = 'In a container (--on docker):';
const sagemaker = 'On SageMaker (--on sagemaker):';
const details = 'On SageMaker, network and encryption:';

/** Whether a flag is of a SageMaker job alone. */
export function isJobFlag({ helpGroupHeading }: Option): boolean {
  return helpGroupHeading === sagemaker || helpGroupHeading === details;
}

/** Flags of the places that aren't a process here. */
export function addPlaceFlags(command: Command): Command {
  addDockerFlags(command);
  addJobFlags(command);
  addJobDetails(command);
  return command;
}

/** Where a run may go. */
export function createPlaceOption(places: readonly Place[] = ['process', 'docker', 'sagemaker']): Option {
  return new Option('--on <where>', 'where to train: a process here, a container, a SageMaker job')
    .choices([...places])
    .default('process');
}

/** Whether what is made comes to `out` on this machine while the command goes on: `watch` fetches what nobody waited for. */
export function isWrittenHere({ on, out, detach }: PlaceFlags & { readonly out: string }): boolean {
  return !isS3Uri(out) && !(on === 'sagemaker' && detach === true);
}

/** How often a job is asked, and the price that its cost is counted by. */
export function addPollFlags(command: Command): Command {
  return command.addOption(
    new Option('--poll <duration>', 'time between two looks at the job').argParser(parseDuration).default(10, '10s'),
  );
}

export function parsePrice(text: string): number {
  const price = Number(text);
  if (text.trim() !== '' && price >= 0 && Number.isFinite(price)) return price;
  throw new InvalidArgumentError('Expected a price in US dollars an hour, such as 0.736.');
}

function addDockerFlags(command: Command): void {
  command
    .addOption(
      new Option(
        '--image <ref>',
        'the training image (default: detectory-sagemaker-training:latest; on SageMaker the one published last)',
      ).helpGroup(docker),
    )
    .addOption(new Option('--shm-size <size>', "shared memory for the photos' loaders").default('2g').helpGroup(docker))
    .addOption(new Option('--network <name>', "the container's network").default('none').helpGroup(docker));
}

function addJobFlags(command: Command): void {
  const add = (option: Option): Command => command.addOption(option.helpGroup(sagemaker));
  const seconds = (flags: string, text: string): Option => new Option(flags, text).argParser(parseDuration);
  add(new Option('--upload <s3-uri>', 'where local data and weights go, and the job writes (default: --out on s3://)'));
  add(new Option('--role <arn>', 'the role that SageMaker assumes for the job').env('DETECTORY_SAGEMAKER_ROLE'));
  add(new Option('--instance-type <type>', 'the machine').default('ml.g4dn.xlarge'));
  add(new Option('--instance-count <n>', 'how many of them').argParser(parseCount).default(1));
  add(seconds('--max-runtime <duration>', 'the job is stopped after it').default(86_400, '24h'));
  add(new Option('--spot', 'managed spot training: cheaper, goes on from its checkpoints when it is interrupted'));
  add(seconds('--max-wait <duration>', 'spot: waiting and running together (default: twice --max-runtime)'));
  add(seconds('--max-pending <duration>', 'how long the job may wait for its machines'));
  add(new Option('--checkpoints <s3-uri>', 'where checkpoints are kept (default: beside the output)'));
  add(seconds('--keep-alive <duration>', 'warm pool: machines stay so long for the next job, at most 6h'));
  add(new Option('--volume-size <gb>', 'disk of the machine').argParser(parseCount).default(30));
  add(
    new Option('--input-mode <mode>', 'how photos come (default: File; Pipe for an augmented manifest)').choices([
      'File',
      'FastFile',
      'Pipe',
    ]),
  );
  add(
    new Option(
      '--attribute-names <names>',
      'of an augmented manifest, source-ref first (default: source-ref and its one bounding-box label)',
    ).argParser(parseList),
  );
  add(new Option('--uncompressed-output', 'the job leaves files on S3 instead of archives'));
  add(new Option('--tensorboard-out <s3-uri>', 'TensorBoard events are written, and kept there'));
  add(new Option('--retry-attempts <n>', "attempts after SageMaker's own failures").argParser(parseCount));
  add(new Option('--infra-check', 'SageMaker checks its machines and GPUs before the training starts'));
  add(new Option('--remote-debug', 'lets AWS Systems Manager open a shell in the running container'));
  add(new Option('--experiment <name>', 'an experiment of SageMaker Experiments that lists the job'));
  add(new Option('--experiment-trial <name>', 'its trial (default: a new one)'));
  add(new Option('--environment <key=value>', 'a variable for the container; repeat it').argParser(parsePair));
  add(new Option('--tags <key=value>', 'a tag of the job; repeat it').argParser(parsePair));
  add(new Option('--detach', "don't wait for the job's end"));
  addPollFlags(command);
}

function addJobDetails(command: Command): void {
  const add = (option: Option): Command => command.addOption(option.helpGroup(details));
  add(new Option('--subnets <ids>', 'VPC: subnets, with commas').argParser(parseList));
  add(new Option('--security-groups <ids>', 'VPC: security groups, with commas').argParser(parseList));
  add(new Option('--network-isolation', 'the container reaches nothing'));
  add(new Option('--encrypt-traffic', 'encrypt what the machines of a job tell each other'));
  add(new Option('--volume-kms-key <key>', "encrypts the machine's volume, where it has no disks of its own"));
  add(new Option('--output-kms-key <key>', 'encrypts the archives'));
  add(new Option('--private-registry', '--image lies in a registry that the VPC reaches, instead of Amazon ECR'));
  add(new Option('--registry-credentials <arn>', 'a Lambda function that tells how to log in to that registry'));
}
