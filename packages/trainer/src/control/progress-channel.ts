import { writeSync } from 'node:fs';
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

/** JSON lines to the descriptor that DETECTORY_PROGRESS_FD names; nothing where nobody listens, as on SageMaker. */
export function createProgressChannel(environment: NodeJS.ProcessEnv = process.env): ReportProgress {
  const descriptor = Number(environment['DETECTORY_PROGRESS_FD'] ?? Number.NaN);
  if (!Number.isInteger(descriptor)) return () => undefined;
  return (event) => {
    writeSync(descriptor, `${JSON.stringify(event)}\n`);
  };
}
