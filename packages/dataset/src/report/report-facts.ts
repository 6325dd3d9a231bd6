import type { RecordedDataset } from '../dataset-json/parse-dataset-json.js';
import type { ImageSizePx } from '../model/pixel-box.js';
import type { SplitName } from '../split/split-name.js';
import type { YoloRow } from '../plan/prepare-image.js';

/** What the pixels tell that the labels don't. */
export interface ImageLook {
  /** As a viewer shows the image, turned by its EXIF tag. */
  readonly size: ImageSizePx;
  /** 64-bit difference hash as 16 hexadecimal digits; `undefined` where the image can't be decoded. */
  readonly dHash: string | undefined;
}

/** An image of the dataset. */
export interface ReportImage {
  readonly split: SplitName;
  /** Below `images/<split>/`. */
  readonly file: string;
  readonly sourceRef: string;
  readonly boxes: readonly YoloRow[];
  /** `undefined` where the image was not read. */
  readonly look: ImageLook | undefined;
}

/** Everything that a report is made from, but for its pictures. */
export interface ReportFacts {
  /** Where the dataset lies, as it was named. */
  readonly place: string;
  readonly dataset: RecordedDataset;
  /** The side in pixels that training scales images to. */
  readonly imgsz: number;
  /** In the order of splits and files. */
  readonly images: readonly ReportImage[];
}
