import type { DistributedPlan } from './distributed-plan.js';

/** torchrun's arguments that start a host's processes, before the program and its own. */
export function toTorchrunArguments({ hostRank, hostCount, processesPerHost, master }: DistributedPlan): string[] {
  const options: Record<string, string | number> = {
    nnodes: hostCount,
    nproc_per_node: processesPerHost,
    node_rank: hostRank,
    master_addr: master.host,
    master_port: master.port,
    // A rank that died took its part of the batch along: what helps is a new start from the checkpoint.
    max_restarts: 0,
  };
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}
