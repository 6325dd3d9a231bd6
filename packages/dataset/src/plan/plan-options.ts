import type { ExifMode } from '../geometry/resolve-frame.js';
import type { SelectionOptions } from '../select/select-images.js';
import type { SplitShares } from '../split/parse-split-spec.js';

export interface PlanOptions extends SelectionOptions {
  readonly split: SplitShares;
  readonly seed: number;
  /** `strict`: any problem is an error; `skip`: records with problems are left out and counted. */
  readonly onBad: 'strict' | 'skip';
  readonly exif: ExifMode;
}
