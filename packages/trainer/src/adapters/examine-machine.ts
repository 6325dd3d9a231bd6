import { statfs } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import type { Machine } from '../machine/judge-machine.js';
import { countGpus } from './count-gpus.js';
import { readFreeMemory } from './read-free-memory.js';

/** Asks the machine; a folder that can't be asked is left out. @param devices where its GPUs are looked for. Default /dev */
export async function examineMachine(folders: readonly string[], devices?: string): Promise<Machine> {
  const disks = await Promise.all(
    [tmpdir(), ...folders].map(async (folder) => [folder, await freeBytes(folder)] as const),
  );
  return {
    cores: availableParallelism(),
    ranks: Math.max(1, await countGpus(process.env, devices)),
    memoryBytes: await readFreeMemory(),
    sharedMemoryBytes: await freeBytes('/dev/shm'),
    diskBytes: new Map(disks.flatMap(([folder, free]) => (free === undefined ? [] : [[folder, free] as const]))),
  };
}

async function freeBytes(folder: string): Promise<number | undefined> {
  const stats = await statfs(folder).catch(() => undefined);
  return stats && stats.bavail * stats.bsize;
}
