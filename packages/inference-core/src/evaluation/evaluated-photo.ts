import type { Corners } from '../detection/intersection-over-union.js';
import type { Detection } from '../detection/detection.js';

/** An object that people drew: corners in pixels of the upright photo. */
export interface TruthBox extends Corners {
  /** Index into the class names. */
  readonly classIndex: number;
  /** COCO's `iscrowd`: a group. It may be found any number of times, and need not be found at all. */
  readonly isCrowd?: boolean;
  /** Neither counted as missed nor, where something matches it, as found. */
  readonly isIgnored?: boolean;
  /** In square pixels, for the size ranges; the box's own area by default. COCO gives the area of the outline. */
  readonly areaPx?: number;
}

/** One photo of a split: what is in it, and what a model found. */
export interface EvaluatedPhoto {
  readonly truths: readonly TruthBox[];
  /** In pixels of the upright photo; any order, any number. */
  readonly detections: readonly Detection[];
}

/** IoU 0.5, 0.55, … 0.95, the same floating-point numbers as NumPy's `linspace(0.5, 0.95, 10)`. */
export const iouThresholds: readonly number[] = Array.from({ length: 10 }, (_, i) =>
  i === 9 ? 0.95 : i * ((0.95 - 0.5) / 9) + 0.5,
);
