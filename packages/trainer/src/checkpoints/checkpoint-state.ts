import type { TrainOptions } from '../options/resolve-options.js';

export const checkpointVersion = 1;

/** How the process that wrote a checkpoint ended; nothing where it was killed. */
export interface CheckpointEnd {
  readonly how: 'finished' | 'stopped' | 'failed';
  /** A failure's text. */
  readonly reason?: string;
}

/** `state.json` of a checkpoint: what must be known to go on from it, and to know that it's whole. */
export interface CheckpointState {
  readonly formatVersion: typeof checkpointVersion;
  /** The framework whose state `last.pt` is. */
  readonly engine: string;
  /** The last whole epoch, counted from 0. */
  readonly epoch: number;
  /** The epoch that `best.pt` is: the best of those that could be kept. */
  readonly bestEpoch: number;
  /** Its fitness, by the engine's own measure: of YOLOv5 0.1 mAP50 + 0.9 mAP50-95. */
  readonly bestFitness: number;
  readonly datasetSha256: string;
  readonly classNames: readonly string[];
  readonly options: TrainOptions;
  /** The job that wrote it, as SageMaker names it: its restarts have the same name, and no other job ever has. */
  readonly job?: string | undefined;
  /** sha256 of the files beside it. */
  readonly files: Readonly<Record<string, string>>;
  readonly ended?: CheckpointEnd;
}

/** The names that the files of a checkpoint have; the first two are needed to go on. */
export const checkpointFiles = ['last.pt', 'best.pt', 'results.csv', 'opt.yaml', 'epochs.jsonl'] as const;
export type CheckpointFile = (typeof checkpointFiles)[number];

/** Undefined for text that is no state of ours: cut off, or of another version. */
export function parseCheckpointState(text: string): CheckpointState | undefined {
  try {
    const value = JSON.parse(text) as Partial<CheckpointState> | null;
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isState(value: Partial<CheckpointState> | null): value is CheckpointState {
  return (
    value?.formatVersion === checkpointVersion &&
    [value.epoch, value.bestEpoch, value.bestFitness].every((number) => typeof number === 'number') &&
    typeof value.engine === 'string' &&
    typeof value.datasetSha256 === 'string' &&
    Array.isArray(value.classNames) &&
    typeof value.options === 'object' &&
    typeof value.files?.['last.pt'] === 'string' &&
    typeof value.files['best.pt'] === 'string'
  );
}
