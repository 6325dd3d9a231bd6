import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { resolveWeights } from '../adapters/resolve-weights.js';
import { runAsJob } from './run-as-job.js';

/** `fetch-weights <folder> <name…>`: puts checkpoints into a folder, checked by sha256; the image's build bakes weights with it. */
export function fetchWeightsCommand([folder = '/opt/weights', ...names]: readonly string[]): Promise<number> {
  return runAsJob(async ({ log }) => {
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      const file = await resolveWeights(name, { downloadFolder: folder });
      if (file === undefined) continue;
      const target = join(folder, basename(file));
      if (file !== target) await copyFile(file, target);
      log(`[detectory] ${target}`);
    }
  });
}
