import type { ClassFigures, Losses, ValidationFigures } from '../engine/engine-event.js';
import type { TrainOptions } from '../options/resolve-options.js';
import type { ComparedVariants } from '../quantise/export-variant.js';
import type { WatchSummary } from '../watch/watch-state.js';

export const RUN_RECORD_VERSION = 1;

/** One epoch as epochs.jsonl and run.json keep it. */
export interface RecordedEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  readonly train: Losses;
  readonly val: ValidationFigures;
  /** 0.1 mAP50 + 0.9 mAP50-95, by which YOLOv5 chooses its best epoch; `null` where one is no number. */
  readonly fitness: number | null;
  readonly best: boolean;
  readonly seconds: number;
}

export type StopReason = 'finished' | 'over-fitting' | 'asked' | 'patience';

/** Figures of the exported model on the validation photos. */
export interface RecordedFigures {
  readonly images: number;
  readonly boxes: number;
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
  readonly classes: readonly ClassFigures[];
}

/** run.json: all that is worth knowing of a run when it is over. */
export interface RunRecord {
  readonly formatVersion: typeof RUN_RECORD_VERSION;
  readonly name: string;
  readonly engine: string;
  /** What was chosen where nobody chose, and what might be chosen better; left out by earlier releases. */
  readonly notes?: readonly string[];
  /** With YOLOv5's hyperparameters, whichever preset or file they are of. */
  readonly options: TrainOptions;
  readonly dataset: {
    readonly classNames: readonly string[];
    readonly trainPhotos: number;
    readonly valPhotos: number;
    readonly sha256?: string;
    /** Some of the validation photos, below the dataset's folder: a report shows them. */
    readonly valSample: readonly string[];
    /** What a person must know of the split, such as that validation photos were split off. */
    readonly warning?: string;
  };
  /** What a person must know of the weights that it began with, such as that most of them didn't fit its network. */
  readonly startWarning?: string;
  /** Epoch from which an interrupted or finished run went on; left out where the run began at the first. */
  readonly resumedFrom?: number;
  readonly epochs: readonly RecordedEpoch[];
  /** Counted from 1. */
  readonly bestEpoch?: number;
  readonly stop: { readonly reason: StopReason; readonly epoch: number };
  readonly watch?: WatchSummary;
  readonly figures?: RecordedFigures;
  /** Where several sizes or precisions were exported. */
  readonly exports?: ComparedVariants;
  readonly startedAt: string;
  /** Wall time of each stage, and of all. */
  readonly seconds: Readonly<Record<string, number>>;
}
