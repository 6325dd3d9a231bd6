import type { ExifReading } from '../exif/read-exif-block.js';
import type { ImageHeader, Orientation } from '../header/image-header.js';
import type { ByteEdit } from '../mend/byte-edit.js';
import type { FormatFindings } from './image-flaw.js';

export interface ExifPlace {
  readonly reading: ExifReading;
  /** Whether OpenCV and YOLOv5's exif_size both look for EXIF where this block stands. */
  readonly isHonoured: boolean;
  /** How OpenCV turns the pixels as the file lies. */
  readonly openCvOrientation: Orientation;
  /** What leaves the block out of a copy. */
  readonly removal: readonly ByteEdit[];
}

/** Orientations that swap the sides, of which YOLOv5's exif_size knows only 6 and 8. */
const unknownSwaps: readonly number[] = [5, 7];

/** Whether an image's EXIF may stay: all who read it must see the same picture, and none may warn. */
export function judgeExif(
  { reading, isHonoured, openCvOrientation, removal }: ExifPlace,
  { storedWidthPx, storedHeightPx }: ImageHeader,
): FormatFindings {
  const { orientation, isPlain, isSound } = reading;
  const flaw = (code: 'exif-damaged' | 'exif-unclear', message: string): FormatFindings => ({
    orientation,
    openCvOrientation,
    flaws: [{ code, message, edits: removal }],
  });
  if (!isSound) return flaw('exif-damaged', 'its EXIF block is damaged, of which Pillow warns.');
  if (orientation === 1 && isPlain) return { orientation, openCvOrientation, flaws: [] };
  if (!isHonoured || !isPlain)
    return flaw(
      'exif-unclear',
      `it has EXIF orientation ${orientation} in a form or place where OpenCV and YOLOv5 do not both find it.`,
    );
  if (unknownSwaps.includes(orientation) && storedWidthPx !== storedHeightPx)
    return flaw(
      'exif-unclear',
      `it has EXIF orientation ${orientation}, by which OpenCV turns the photo while YOLOv5 takes its size unturned.`,
    );
  return { orientation, openCvOrientation, flaws: [] };
}
