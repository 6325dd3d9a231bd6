import type { ResourceConfig } from '../contract/parse-resource-config.js';
import { DistributedPlanError } from '../errors.js';
import type { TrainOptions } from '../options/resolve-options.js';
import { type DistributedPlan, masterPort } from './distributed-plan.js';

export interface HostFacts {
  readonly gpuCount: number;
  /** Names of the network interfaces that there are. */
  readonly interfaces: readonly string[];
}

/**
 * The plan for several GPUs or hosts, undefined for one process.
 * @throws DistributedPlanError for what the engine can't do with several processes, before anything starts
 */
export function toDistributedPlan(
  config: ResourceConfig,
  { gpuCount, interfaces }: HostFacts,
  options: TrainOptions,
): DistributedPlan | undefined {
  const { hosts } = config;
  if (hosts.length === 1 && gpuCount <= 1) return undefined;
  assertSharesWork(options, hosts.length, gpuCount);
  assertHasGpus(hosts, gpuCount);
  const worldSize = hosts.length * gpuCount;
  assertSplits(options, worldSize, hosts.length, gpuCount);
  return {
    ...planHosts(config, gpuCount),
    environment: {
      ...networkOf(config, interfaces),
      NCCL_PROTO: 'simple',
      ...(efaTypes.has(config.instanceType ?? '') ? { FI_PROVIDER: 'efa' } : {}),
    },
  };
}

/** Ranks and the meeting place alone: rank = the place among the sorted hosts, the first one is the master. */
export function planHosts(
  { currentHost, hosts }: Pick<ResourceConfig, 'currentHost' | 'hosts'>,
  processesPerHost: number,
): Omit<DistributedPlan, 'environment'> {
  const [master = 'localhost'] = hosts;
  return {
    hostRank: hosts.indexOf(currentHost),
    hostCount: hosts.length,
    processesPerHost,
    worldSize: hosts.length * processesPerHost,
    master: { host: hosts.length === 1 ? '127.0.0.1' : master, port: masterPort },
  };
}

/** A name that is not there would keep NCCL from any network; without one it finds its own way. */
export function networkOf(
  { networkInterface }: Pick<ResourceConfig, 'networkInterface'>,
  interfaces: readonly string[],
): Record<string, string> {
  const isThere = networkInterface !== undefined && interfaces.includes(networkInterface);
  return isThere ? { NCCL_SOCKET_IFNAME: networkInterface, GLOO_SOCKET_IFNAME: networkInterface } : {};
}

/** Instances with Elastic Fabric Adapter, as sagemaker-training-toolkit 5.1.1 lists them (torch_distributed.py), and later ones. */
const efaTypes: ReadonlySet<string> = new Set([
  'ml.g4dn.8xlarge',
  'ml.g4dn.12xlarge',
  'ml.g5.48xlarge',
  'ml.p3dn.24xlarge',
  'ml.p4d.24xlarge',
  'ml.p4de.24xlarge',
  'ml.p5.48xlarge',
  'ml.trn1.32xlarge',
]);

function assertSharesWork({ engine }: TrainOptions, hostCount: number, gpuCount: number): void {
  if (engine === 'ultralytics')
    throw new DistributedPlanError(
      `The engine ultralytics trains on one GPU of one host; this job has ${hostCount} hosts × ${gpuCount} GPUs. Take one instance ` +
        'with one GPU, set CUDA_VISIBLE_DEVICES to one of its GPUs, or train with --engine yolov5.',
    );
}

function assertHasGpus(hosts: readonly string[], gpuCount: number): void {
  if (gpuCount === 0)
    throw new DistributedPlanError(
      `This job has ${hosts.length} hosts (${hosts.join(', ')}) and this one has no GPU: YOLOv5 trains on several hosts only with CUDA. ` +
        'Use one instance, or a GPU type such as ml.g5.xlarge.',
    );
}

function assertSplits(options: TrainOptions, worldSize: number, hostCount: number, gpuCount: number): void {
  const machines = `${worldSize} processes (${hostCount} hosts × ${gpuCount} GPUs)`;
  const batch = options['batch-size'];
  if (batch < 1)
    throw new DistributedPlanError(`batch-size auto works on one GPU alone, not with ${machines}. Give a number.`);
  if (options['image-weights'])
    throw new DistributedPlanError(
      `image-weights works in one process alone, not with ${machines}. Leave it out: detectory-prep build --balance evens classes out beforehand.`,
    );
  if (batch % worldSize !== 0) {
    const below = Math.floor(batch / worldSize) * worldSize;
    const near = below > 0 ? `${below} or ${below + worldSize}` : String(worldSize);
    throw new DistributedPlanError(
      `batch-size ${batch} can't be split evenly over ${machines}. Use a multiple of ${worldSize}, such as ${near}.`,
    );
  }
}
