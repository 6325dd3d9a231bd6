import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { moveFile } from '../adapters/move-file.js';

/**
 * What `save-period` keeps of an epoch goes to the job's output as soon as it is written: within a stop there is nothing left to
 * move, and the work folder's disk holds it once at most.
 */
export async function keepEpochWeights(epoch: number, runFolder: string, outputData: string): Promise<void> {
  // The name that both frameworks give it.
  const name = `epoch${epoch}.pt`;
  const file = join(runFolder, 'weights', name);
  if (!existsSync(file)) return;
  await mkdir(join(outputData, 'weights'), { recursive: true });
  await moveFile(file, join(outputData, 'weights', name));
}
