import { appendFileSync, writeSync } from 'node:fs';
import type { ClassFigures, EngineEvent } from '../engine/engine-event.js';
import type { VerdictEvent } from '../watch/watch-state.js';
import type { ExportSize } from '../options/parse-export-sizes.js';
import type { ComparedVariants } from '../quantise/export-variant.js';
import type { Precision } from '../quantise/precision.js';

/** What the exported model is worth on the validation photos. */
export interface MetricsEvent {
  readonly event: 'metrics';
  readonly images: number;
  readonly boxes: number;
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
  readonly classes: readonly ClassFigures[];
}

/** Photos on which one of the exported files was measured so far. */
export interface EvaluatingEvent extends ExportSize {
  readonly event: 'evaluating';
  readonly precision: Precision;
  readonly done: number;
  readonly total: number;
}

/** What the control program tells whoever started it, beside the engine's own events. */
export type ProgressEvent =
  | EngineEvent
  | { readonly event: 'stage'; readonly stage: 'checking' | 'training' | 'exporting' | 'evaluating' | 'finished' }
  | VerdictEvent
  | EvaluatingEvent
  /** Another precision is about to be made of an fp32 export. */
  | ({
      readonly event: 'quantising';
      readonly precision: Precision;
      readonly number: number;
      readonly total: number;
    } & ExportSize)
  | MetricsEvent
  | ({ readonly event: 'variants' } & ComparedVariants)
  | { readonly event: 'warning'; readonly message: string }
  /** What was chosen where nobody chose, and what might be chosen better. */
  | { readonly event: 'note'; readonly message: string }
  /** The checkpoint `from` is of this epoch, counted from 0, of an earlier run: training goes on, or it was the last of `epochs`. */
  | { readonly event: 'resumed'; readonly epoch: number; readonly epochs: number; readonly from: string };

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
