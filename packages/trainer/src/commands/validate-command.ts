import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareInput } from '../control/prepare-input.js';
import { runAsJob } from './run-as-job.js';

/** `validate`: all that `train` checks before it starts, and nothing else. */
export function validateCommand(): Promise<number> {
  return runAsJob(async ({ paths, log, signal }) => {
    const workFolder = await mkdtemp(join(tmpdir(), 'detectory-validate-'));
    try {
      const say = (message: string): void => log(`[detectory] ${message}`);
      const { checked, data, dataset } = await prepareInput({ paths, workFolder, signal, note: say, warn: say });
      for (const [split, { images, boxes, backgrounds, dropped }] of Object.entries(checked.tallies))
        say(`${split}: ${images} photos, ${boxes} boxes, ${backgrounds} backgrounds, ${dropped} dropped.`);
      say(`${dataset.folder} can be trained on: ${data.train.length} photos, and ${data.val.length} for validation.`);
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  });
}
