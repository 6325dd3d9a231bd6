import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressEvent } from '../../control/progress-channel.js';
import type { RunListeners } from '../../runner/run-request.js';
import type { PartialRun } from './run-folder.js';
import { tailLines } from './tail-lines.js';

/** Often enough for a bar that moves, rarely enough to cost nothing. */
const readEveryMs = 200;

/**
 * Tells what a run writes, from its beginning, until `hasEnded` says so; what was written last is told too.
 * @throws the signal's reason when it aborts
 */
export async function followFiles(
  { log, progress }: PartialRun,
  { onLog, onProgress }: RunListeners,
  hasEnded: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const onLine = (line: string): void => {
    const event = parseProgress(line);
    if (event) onProgress(event);
  };
  const tails = [tailLines({ path: log, onLine: onLog }), tailLines({ path: progress, onLine })];
  try {
    for (let ended = false; !ended;) {
      ended = await hasEnded();
      for (const tail of tails) await tail.read(ended);
      if (!ended) await sleep(readEveryMs, undefined, signal ? { signal } : {});
    }
  } finally {
    for (const tail of tails) await tail.close();
  }
}

function parseProgress(line: string): ProgressEvent | undefined {
  try {
    return JSON.parse(line) as ProgressEvent;
  } catch {
    // The last line of a program that was killed while it wrote.
    return undefined;
  }
}
