import type { Detection } from './detection.js';
import type { Problem } from './problem.js';
import type { TimingPart } from './split-timing.js';

/** What one model said of one photo. */
export type Answer =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'done';
      /** All down to the confidence that was asked for, best first. */
      readonly detections: readonly Detection[];
      readonly totalMs: number;
      readonly timing: readonly TimingPart[];
    }
  | { readonly kind: 'failed'; readonly problem: Problem };
