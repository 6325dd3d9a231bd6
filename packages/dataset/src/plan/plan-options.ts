import type { ExifMode } from '../geometry/resolve-frame.js';
import type { NegativesPolicy } from '../select/negatives-policy.js';
import type { BalanceSpec } from '../select/parse-balance-spec.js';
import type { SplitShares } from '../split/parse-split-spec.js';

export interface PlanOptions {
  readonly balance?: BalanceSpec | undefined;
  readonly maxImages?: number | undefined;
  readonly split: SplitShares;
  readonly seed: number;
  readonly negatives: NegativesPolicy;
  /** `strict`: any problem is an error; `skip`: records with problems are left out and counted. */
  readonly onBad: 'strict' | 'skip';
  readonly exif: ExifMode;
  /** Boxes with a side under so many pixels are left out. Default 1. */
  readonly minBoxPx?: number | undefined;
}
