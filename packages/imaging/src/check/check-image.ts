import { DefectiveImageError, UnreadableImageError } from '../errors.js';
import type { ImageFormat, ImageHeader, Orientation } from '../header/image-header.js';
import { readImageHeader } from '../header/read-image-header.js';
import type { ByteEdit } from '../mend/byte-edit.js';
import { checkBmp } from './check-bmp.js';
import { checkJpeg } from './check-jpeg.js';
import { checkPng } from './check-png.js';
import { checkTiff } from './check-tiff.js';
import { checkWebp } from './check-webp.js';
import type { FlawCode, FormatCheck, ImageFlaw } from './image-flaw.js';

/** What YOLOv5 and OpenCV make of an image file, and what a copy has to change so that both take it silently. */
export interface CheckedImage {
  /** Its orientation is how a viewer shows the image. */
  readonly header: ImageHeader;
  /** In what YOLOv5 does not pass over the file as it lies. */
  readonly flaws: readonly ImageFlaw[];
  /** All that the flaws want changed. */
  readonly edits: readonly ByteEdit[];
  /** How OpenCV turns the pixels once the edits are done; 1 where the tag has to go. */
  readonly trainerOrientation: Orientation;
  /** How OpenCV turns the pixels as the file lies. */
  readonly openCvOrientation: Orientation;
}

const checks: Partial<Record<ImageFormat, FormatCheck>> = {
  jpeg: checkJpeg,
  png: checkPng,
  webp: checkWebp,
  bmp: checkBmp,
  tiff: checkTiff,
};
/** YOLOv5's verify_image_label drops images with a side under 10 pixels. */
const leastSidePx = 10;
/** Pillow warns above its MAX_IMAGE_PIXELS and refuses above twice as many. */
const warnedPixels = Math.floor(2 ** 30 / 12);
const orientationFlaws: readonly FlawCode[] = ['exif-unclear', 'exif-damaged', 'orientation-unreadable'];

/**
 * Checks a whole file by the rules of YOLOv5's verify_image_label, of Pillow's open and verify under it, and of OpenCV's
 * imread, from its structure: no pixel is decoded, but a PNG's are unpacked. The content decides, not a file name.
 * @throws DefectiveImageError where YOLOv5 drops the image or ends at it; UnreadableImageError where it is no image
 */
export function checkImage(bytes: Uint8Array): CheckedImage {
  const header = readImageHeader(bytes);
  const { format, storedWidthPx, storedHeightPx } = header;
  const check = checks[format];
  if (!check)
    throw new DefectiveImageError(
      'image-format',
      `the content is ${format.toUpperCase()}, which YOLOv5 does not read. Convert it to JPEG or PNG.`,
    );
  if (Math.min(storedWidthPx, storedHeightPx) < leastSidePx)
    throw new DefectiveImageError(
      'image-too-small',
      `it has ${storedWidthPx} × ${storedHeightPx} pixels; YOLOv5 drops images under ${leastSidePx}.`,
    );
  const large = checkPixels(storedWidthPx * storedHeightPx);
  const { orientation, openCvOrientation, flaws: found } = guardLimits(() => check(bytes, header));
  const flaws = [...large, ...found];
  return {
    header: { ...header, orientation },
    flaws,
    edits: flaws.flatMap((flaw) => flaw.edits),
    trainerOrientation: flaws.some(({ code }) => orientationFlaws.includes(code)) ? 1 : orientation,
    openCvOrientation,
  };
}

function checkPixels(pixels: number): ImageFlaw[] {
  if (pixels > 2 * warnedPixels)
    throw new DefectiveImageError(
      'image-too-large',
      `it has ${pixels} pixels; Pillow, and so YOLOv5, refuses more than ${2 * warnedPixels}. Scale it down.`,
    );
  if (pixels <= warnedPixels) return [];
  return [
    {
      code: 'image-large',
      message: `it has ${pixels} pixels; Pillow warns of more than ${warnedPixels}. Scale it down to be rid of that.`,
      edits: [],
    },
  ];
}

/** A read beyond the file that no check foresaw is damage like any other. */
function guardLimits<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError)
      throw new UnreadableImageError('The image is damaged: its parts lead out of the file. Copy or export it again.', {
        cause: error,
      });
    throw error;
  }
}
