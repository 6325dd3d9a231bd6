import type { Orientation } from '@detectory/imaging';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';

/**
 * A box in the stored pixels of a photo, where a viewer shows it: EXIF orientation 2 to 4 mirrors or turns by 180°, 5 to 8
 * also swap the sides. Verified against Pillow's exif_transpose and OpenCV's imread.
 * @param stored the size as stored
 */
export function toDisplayedBox(box: PixelBox, stored: ImageSizePx, orientation: Orientation): PixelBox {
  const { left, top, width, height } = box;
  const fromRight = stored.widthPx - left - width;
  const fromBottom = stored.heightPx - top - height;
  switch (orientation) {
    case 1:
      return box;
    case 2:
      return { left: fromRight, top, width, height };
    case 3:
      return { left: fromRight, top: fromBottom, width, height };
    case 4:
      return { left, top: fromBottom, width, height };
    case 5:
      return { left: top, top: left, width: height, height: width };
    case 6:
      return { left: fromBottom, top: left, width: height, height: width };
    case 7:
      return { left: fromBottom, top: fromRight, width: height, height: width };
    case 8:
      return { left: top, top: fromRight, width: height, height: width };
  }
}

/**
 * The reverse of toDisplayedBox: a box drawn on a photo as shown, in its stored pixels.
 * @param stored the size as stored
 */
export function toStoredBox(box: PixelBox, stored: ImageSizePx, orientation: Orientation): PixelBox {
  const shown = orientation >= 5 ? { widthPx: stored.heightPx, heightPx: stored.widthPx } : stored;
  // 6 and 8 undo each other; every other orientation undoes itself.
  return toDisplayedBox(box, shown, orientation === 6 ? 8 : orientation === 8 ? 6 : orientation);
}
