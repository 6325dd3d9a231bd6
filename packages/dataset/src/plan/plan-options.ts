import type { ExifMode } from '../geometry/resolve-frame.js';
import type { OversampleSpec } from '../oversample/parse-oversample-spec.js';
import type { SelectionOptions } from '../select/select-images.js';
import type { SplitOptions } from '../split/split-dataset.js';

export interface PlanOptions extends SelectionOptions, SplitOptions {
  /** Repeats images of the train split. */
  readonly oversample?: OversampleSpec | undefined;
  /** `strict`: any problem is an error; `skip`: records with problems are left out and counted. */
  readonly onBad: 'strict' | 'skip';
  readonly exif: ExifMode;
  /** Boxes with a side under so many pixels are left out. Default 1. */
  readonly minBoxPx?: number | undefined;
}
