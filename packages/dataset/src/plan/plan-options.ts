import type { ExifMode } from '../geometry/resolve-frame.js';
import type { OversampleSpec } from '../oversample/parse-oversample-spec.js';
import type { SelectionOptions } from '../select/select-images.js';
import type { SplitShares } from '../split/parse-split-spec.js';

export interface PlanOptions extends SelectionOptions {
  /** Repeats images of the train split. */
  readonly oversample?: OversampleSpec | undefined;
  readonly split: SplitShares;
  readonly seed: number;
  /** `strict`: any problem is an error; `skip`: records with problems are left out and counted. */
  readonly onBad: 'strict' | 'skip';
  readonly exif: ExifMode;
}
