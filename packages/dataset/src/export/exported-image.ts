import type { Orientation } from '@detectory/imaging';
import type { NormalizedBox } from '../geometry/to-normalized-box.js';
import type { ImageSizePx } from '../model/pixel-box.js';
import type { SplitName } from '../split/split-name.js';

/** A row of a label file. */
export interface ExportedBox extends NormalizedBox {
  readonly classIndex: number;
  /** Left out where the labels came without one. */
  readonly confidence?: number | undefined;
}

/** One image of a built dataset. */
export interface ExportedImage {
  readonly split: SplitName;
  /** Below `images/<split>/`. */
  readonly file: string;
  /** Where it came from. */
  readonly sourceRef: string;
  /** As the label file has them: in the frame that a viewer shows. */
  readonly boxes: readonly ExportedBox[];
  /** When its labels were made, where that is not the dataset's own `labelledAt`. */
  readonly labelledAt?: string | undefined;
  /** Whether a model drew the boxes, as far as the labels say. */
  readonly isMachineMade?: boolean | undefined;
}

/** An image whose size is known. */
export interface SizedImage extends ExportedImage {
  /** As a viewer shows it. */
  readonly displayedSize: ImageSizePx;
  readonly orientation: Orientation;
}
