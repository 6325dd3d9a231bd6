import type { ExportSize } from '../options/parse-export-sizes.js';
import type { Precision } from './precision.js';

/** One exported file, as measured on labelled photos. */
export interface ExportVariant extends ExportSize {
  readonly precision: Precision;
  readonly sizeBytes: number;
  readonly mAP50_95: number;
  readonly mAP50: number;
  /** Median of single photos on this machine, with all its cores: what the model takes, without decoding. */
  readonly latencyMs: number;
}

/** All files that were made of a checkpoint, side by side. */
export interface ComparedVariants {
  readonly variants: readonly ExportVariant[];
  readonly refusals: readonly Refusal[];
  /** What the model is served in. */
  readonly served?: Precision | undefined;
}

/** A precision that must not be served. */
export interface Refusal {
  readonly precision: Precision;
  readonly reason: string;
}
