/**
 * Losses by the engine's own components: box_loss, obj_loss, cls_loss of YOLOv5; box_loss, cls_loss, dfl_loss of later
 * YOLOs. Null where it computed NaN or infinity.
 */
export type Losses = Readonly<Record<string, number | null>>;

export interface ValidationFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly mAP50: number | null;
  readonly mAP50_95: number | null;
  /** Losses, by the names that they have in training. */
  readonly [loss: string]: number | null;
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
  /** By which the engine chooses the best one; null where nothing was validated. */
  readonly fitness: number | null;
}

export interface ClassFigures {
  readonly name: string;
  readonly boxes: number;
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
}

/** What the checkpoint itself finds in one of the photos that its export is compared on. */
export interface ParentEvent {
  readonly event: 'parent';
  /** The export. */
  readonly file: string;
  /** Index of the photo. */
  readonly photo: number;
  /** For each threshold rows of x1, y1, x2, y2 in the input's pixels, confidence, class; null where rounding decides which they are. */
  readonly found: readonly (readonly (readonly number[])[] | null)[];
  /** Some such rows before the suppression, of all confidences, of class -1 where rounding decides it; none on most photos. */
  readonly boxes: readonly (readonly number[])[];
}

export interface ModelEvent {
  readonly event: 'model';
  readonly classNames: readonly string[];
  readonly stridePx: number;
  readonly head: 'anchor-grid' | 'anchor-free';
  /** The framework that the checkpoint is of. */
  readonly engine: string;
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
      /** Sides of what the network sees are multiples of it. */
      readonly stridePx: number;
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
  | ParentEvent
  | { readonly event: 'calibrating'; readonly done: number; readonly total: number }
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
