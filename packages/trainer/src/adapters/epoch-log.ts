import { appendFileSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RecordedEpoch } from '../report/run-record.js';

/** epochs.jsonl: a line at each epoch's end, there as soon as the epoch is over, whatever becomes of the run. */
export function appendEpoch(file: string, epoch: RecordedEpoch): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(epoch)}\n`);
}

/** The epochs of a log, each as it was written last: a resumed run trains some of them again. None where there is no log. */
export async function readEpochs(file: string): Promise<RecordedEpoch[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const epochs = new Map<number, RecordedEpoch>();
  for (const line of text.split('\n')) {
    const epoch = parse(line);
    if (epoch) epochs.set(epoch.epoch, epoch);
  }
  return [...epochs.values()].sort((a, b) => a.epoch - b.epoch);
}

function parse(line: string): RecordedEpoch | undefined {
  try {
    return JSON.parse(line) as RecordedEpoch;
  } catch {
    // Empty, or cut off by a kill in the middle of the write.
    return undefined;
  }
}
