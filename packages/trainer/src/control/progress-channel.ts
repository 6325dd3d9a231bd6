import { appendFileSync, writeSync } from 'node:fs';
import type { EngineEvent } from '../engine/engine-event.js';
import type { VerdictEvent } from '../watch/watch-state.js';

/** What the control program tells whoever started it, beside the engine's own events. */
export type ProgressEvent =
  | EngineEvent
  | { readonly event: 'stage'; readonly stage: 'checking' | 'training' | 'exporting' | 'evaluating' | 'finished' }
  | VerdictEvent
  | { readonly event: 'warning'; readonly message: string }
  /** Training goes on after this epoch, counted from 0, of an earlier run. */
  | { readonly event: 'resumed'; readonly epoch: number; readonly epochs: number };

export type ReportProgress = (event: ProgressEvent) => void;

/**
 * JSON lines to the file that DETECTORY_PROGRESS_FILE names, or to the descriptor of DETECTORY_PROGRESS_FD; nothing where nobody
 * listens, as on SageMaker. A disk that is full must not end a training for want of a progress bar.
 */
export function createProgressChannel(environment: NodeJS.ProcessEnv = process.env): ReportProgress {
  const file = environment['DETECTORY_PROGRESS_FILE'];
  const descriptor = Number(environment['DETECTORY_PROGRESS_FD'] ?? Number.NaN);
  if (file) return (event) => ignoreFullDisk(() => appendFileSync(file, `${JSON.stringify(event)}\n`));
  if (!Number.isInteger(descriptor)) return () => undefined;
  return (event) => {
    writeSync(descriptor, `${JSON.stringify(event)}\n`);
  };
}

function ignoreFullDisk(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code)))) throw error;
  }
}
