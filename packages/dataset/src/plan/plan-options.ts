import type { ExifMode } from '../geometry/resolve-frame.js';
import type { NegativesPolicy } from '../select/negatives-policy.js';
import type { BalanceSpec } from '../select/parse-balance-spec.js';
import type { SplitOptions } from '../split/split-dataset.js';

export interface PlanOptions extends SplitOptions {
  readonly balance?: BalanceSpec | undefined;
  readonly maxImages?: number | undefined;
  readonly negatives: NegativesPolicy;
  /** `strict`: any problem is an error; `skip`: records with problems are left out and counted. */
  readonly onBad: 'strict' | 'skip';
  readonly exif: ExifMode;
  /** Boxes with a side under so many pixels are left out. Default 1. */
  readonly minBoxPx?: number | undefined;
}
