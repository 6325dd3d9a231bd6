import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochEvent } from '../../engine/engine-event.js';

/**
 * Lays a checkpoint out as YOLOv5 leaves a run's folder, so that it goes on writing there: best.pt stays until an epoch is
 * better, results.csv is appended to. Copies, because YOLOv5 writes over best.pt in place.
 */
export async function restoreCheckpoint(checkpoint: string, runFolder: string): Promise<void> {
  const weights = join(runFolder, 'weights');
  await mkdir(weights, { recursive: true });
  await copyFile(join(checkpoint, 'best.pt'), join(weights, 'best.pt'));
  await copyFile(join(checkpoint, 'results.csv'), join(runFolder, 'results.csv'));
}

/** The epochs that a checkpoint's run had, as they were told. */
export async function readEpochs(checkpoint: string): Promise<EpochEvent[]> {
  const text = await readFile(join(checkpoint, 'epochs.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EpochEvent);
}
