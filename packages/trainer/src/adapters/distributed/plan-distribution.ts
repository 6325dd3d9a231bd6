import { networkInterfaces } from 'node:os';
import type { ResourceConfig } from '../../contract/parse-resource-config.js';
import type { DistributedPlan } from '../../distributed/distributed-plan.js';
import { toDistributedPlan } from '../../distributed/to-distributed-plan.js';
import type { TrainOptions } from '../../options/resolve-options.js';
import { countGpus } from '../count-gpus.js';
import { type HostWait, waitForHost } from './wait-for-host.js';

export interface HostSurroundings {
  /** Where NVIDIA's devices are looked for. Default /dev. */
  readonly devices?: string;
  readonly wait?: HostWait;
}

/** Undefined where one process trains. Waits until the first host has an address. @throws DistributedPlanError */
export async function planDistribution(
  config: ResourceConfig,
  options: TrainOptions,
  { devices, wait }: HostSurroundings = {},
): Promise<DistributedPlan | undefined> {
  const facts = { gpuCount: await countGpus(process.env, devices), interfaces: Object.keys(networkInterfaces()) };
  const plan = toDistributedPlan(config, facts, options);
  if (plan && plan.hostCount > 1) await waitForHost(plan.master.host, wait);
  return plan;
}
