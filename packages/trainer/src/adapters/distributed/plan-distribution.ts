import { networkInterfaces } from 'node:os';
import type { ResourceConfig } from '../../contract/parse-resource-config.js';
import type { DistributedPlan } from '../../distributed/distributed-plan.js';
import { toDistributedPlan } from '../../distributed/to-distributed-plan.js';
import type { TrainOptions } from '../../options/resolve-options.js';
import { countGpus } from '../count-gpus.js';
import { waitForHost } from './wait-for-host.js';

/** Undefined where one process trains. Waits until the first host has an address. @throws DistributedPlanError */
export async function planDistribution(
  config: ResourceConfig,
  options: TrainOptions,
): Promise<DistributedPlan | undefined> {
  const facts = { gpuCount: await countGpus(), interfaces: Object.keys(networkInterfaces()) };
  const plan = toDistributedPlan(config, facts, options);
  if (plan && plan.hostCount > 1) await waitForHost(plan.master.host);
  return plan;
}
