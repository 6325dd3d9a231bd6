import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { MemoryMeter } from '@detectory/endpoint-handler/hosting';

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

/**
 * Resident memory of this process and of those that it started, in which models and their code run. Where the kernel
 * doesn't tell of them, this process alone.
 */
export function residentBytes(): number {
  return childProcesses().reduce((sum, id) => sum + residentBytesOf(id), process.memoryUsage.rss());
}

function childProcesses(): readonly string[] {
  return readProc(`${process.pid}/task/${process.pid}/children`).split(' ').filter(Boolean);
}

function residentBytesOf(processId: string): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readProc(`${processId}/status`)) ?? [];
  return Number(kibibytes) * 1024;
}

/** Empty where there is no such file: another system, or a process that has just ended. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
