/** Losses by component; null where YOLOv5 computed NaN or infinity. */
export interface Losses {
  readonly box_loss: number | null;
  readonly obj_loss: number | null;
  readonly cls_loss: number | null;
}

export interface ValidationFigures extends Losses {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly mAP50: number | null;
  readonly mAP50_95: number | null;
}

export interface EpochEvent {
  readonly event: 'epoch';
  /** Counted from 0. */
  readonly epoch: number;
  readonly train: Losses;
  readonly val: ValidationFigures;
  readonly best: boolean;
  readonly seconds: number;
}

/** An epoch's whole state lies in a file that is the control program's to move away. */
export interface CheckpointEvent {
  readonly event: 'checkpoint';
  readonly epoch: number;
  readonly file: string;
  /** Whether this epoch is the best so far, so that its state is best.pt too. */
  readonly best: boolean;
  readonly bestEpoch: number;
  readonly bestFitness: number | null;
}

export interface ClassFigures {
  readonly name: string;
  readonly boxes: number;
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
}

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

export interface ParityEvent {
  readonly event: 'parity';
  readonly file: string;
  readonly images: number;
  /** Whether noise stood in for photos. */
  readonly generated: boolean;
  readonly checks: readonly { readonly threshold: number; readonly detections: number; readonly agreement: number }[];
}

export interface ModelEvent {
  readonly event: 'model';
  readonly classNames: readonly string[];
  readonly stridePx: number;
  readonly head: 'anchor-grid' | 'anchor-free';
  readonly engineVersion: string;
}

/** What an engine's programs report, one JSON line each; `containers/training/python` writes them. */
export type EngineEvent =
  | {
      readonly event: 'start';
      readonly trainImages: number;
      readonly valImages: number;
      readonly batches: number;
      readonly workers: number;
    }
  | {
      readonly event: 'batch';
      readonly epoch: number;
      readonly batch: number;
      readonly batches: number;
      readonly train: Losses;
    }
  | { readonly event: 'validating'; readonly epoch: number; readonly batch: number; readonly batches: number }
  | EpochEvent
  | CheckpointEvent
  /** A process that trains; rank -1 where it is the only one. It may be asked to stop from now on. */
  | { readonly event: 'process'; readonly rank: number; readonly pid: number }
  | {
      readonly event: 'hosts';
      readonly rank: number;
      readonly size: number;
      readonly answers: number;
      readonly backend: string;
    }
  | { readonly event: 'stopping'; readonly epoch: number }
  | { readonly event: 'end'; readonly epochs: number; readonly bestEpoch: number; readonly stopped: boolean }
  | ModelEvent
  | { readonly event: 'export'; readonly file: string; readonly heightPx: number; readonly widthPx: number }
  | ParityEvent
  | { readonly event: 'evaluating'; readonly done: number; readonly total: number }
  | MetricsEvent
  | { readonly event: 'error'; readonly type: string; readonly message: string; readonly expected: boolean };

/** One line of the stream; undefined for a line that is no event. */
export function parseEngineEvent(line: string): EngineEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string')
      return value as EngineEvent;
  } catch {
    // Not JSON: something printed on the wrong descriptor.
  }
  return undefined;
}
