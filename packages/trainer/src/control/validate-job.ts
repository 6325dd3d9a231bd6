import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import { findStart } from './find-start.js';
import { prepareInput } from './prepare-input.js';

export interface ValidationJob {
  readonly paths: MlPaths;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * What training does up to its start, but for what it would have to wait for: weights that must be fetched, and the other hosts.
 * @throws TrainerError
 */
export async function validateJob({ paths, log, signal }: ValidationJob): Promise<void> {
  const workFolder = await mkdtemp(join(tmpdir(), 'detectory-validate-'));
  const say = (message: string): void => log(`[detectory] ${message}`);
  try {
    const input = await prepareInput({ paths, workFolder, signal, note: say, warn: say });
    const { options, checked, data, dataset } = input;
    const { start } = await findStart({ paths, workFolder, engine: options.engine, options, dataset, data });
    for (const note of start.notes) say(`When trained: ${note}`);
    for (const [split, { images, boxes, backgrounds, dropped }] of Object.entries(checked.tallies))
      say(`${split}: ${images} photos, ${boxes} boxes, ${backgrounds} backgrounds, ${dropped} dropped.`);
    say(`${dataset.folder} can be trained on: ${data.train.length} photos, and ${data.val.length} for validation.`);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
