import { totalmem } from 'node:os';
import type { MemoryMeter } from '@detectory/endpoint-handler/hosting';
import { residentBytes } from './resident-bytes.js';

/** The rest is for requests: bodies, pixels and answers. */
const shareForModels = 0.8;

/** What the container's cgroup allows (of either version), or the machine has. */
export function memoryLimitBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** @param budgetMb in 10^6 bytes; by default 80% of what the container or the machine has */
export function createMemoryMeter(budgetMb?: number): MemoryMeter {
  return {
    budgetBytes: budgetMb === undefined ? memoryLimitBytes() * shareForModels : budgetMb * 1e6,
    usedBytes: residentBytes,
  };
}
