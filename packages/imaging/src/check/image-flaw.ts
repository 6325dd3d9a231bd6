import type { ImageHeader, Orientation } from '../header/image-header.js';
import type { ByteEdit } from '../mend/byte-edit.js';

/** What YOLOv5 takes, but not silently, or not as other readers see it. */
export type FlawCode =
  /** YOLOv5 re-encodes the file in place. */
  | 'jpeg-trailing-bytes'
  /** YOLOv5 and OpenCV, or OpenCV and viewers, turn the image in different ways. */
  | 'exif-unclear'
  /** Pillow warns of the EXIF block. */
  | 'exif-damaged'
  /** OpenCV does not open the file because of its orientation. */
  | 'orientation-unreadable'
  /** Pillow warns of the Multi-Picture index. */
  | 'picture-index-damaged'
  /** Pillow warns of the animation. */
  | 'animation-damaged'
  /** Pillow warns of the number of pixels. */
  | 'image-large';

export interface ImageFlaw {
  readonly code: FlawCode;
  readonly message: string;
  /** What a copy changes to be rid of it; empty where that takes more than leaving out what isn't the picture. */
  readonly edits: readonly ByteEdit[];
}

export interface FormatFindings {
  /** As a viewer shows the image. */
  readonly orientation: Orientation;
  /** How OpenCV turns the pixels as the file lies. */
  readonly openCvOrientation: Orientation;
  readonly flaws: readonly ImageFlaw[];
}

/**
 * What YOLOv5's verify_image_label (Pillow) and OpenCV make of one format's bytes, from their structure.
 * @throws DefectiveImageError where they would drop the image
 */
export type FormatCheck = (bytes: Uint8Array, header: ImageHeader) => FormatFindings;
