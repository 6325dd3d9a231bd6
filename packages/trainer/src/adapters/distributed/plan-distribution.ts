import { networkInterfaces } from 'node:os';
import type { ResourceConfig } from '../../contract/parse-resource-config.js';
import type { DistributedPlan } from '../../distributed/distributed-plan.js';
import { toDistributedPlan } from '../../distributed/to-distributed-plan.js';
import type { TrainOptions } from '../../options/resolve-options.js';
import { countGpus } from '../count-gpus.js';

/**
 * Undefined where one process trains. Asks this machine alone, so that what can't work is known before any photo is read.
 * @param devices where NVIDIA's devices are looked for. Default /dev
 * @throws DistributedPlanError
 */
export async function planDistribution(
  config: ResourceConfig,
  options: TrainOptions,
  devices?: string,
): Promise<DistributedPlan | undefined> {
  const facts = { gpuCount: await countGpus(process.env, devices), interfaces: Object.keys(networkInterfaces()) };
  return toDistributedPlan(config, facts, options);
}
