import type { Orientation } from '@detectory/imaging';
import { toDisplayedBox } from '../geometry/to-displayed-box.js';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';

/** The orientation that undoes another: turns by 90° undo each other, all else undoes itself. */
const inverseOf: Readonly<Record<Orientation, Orientation>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 };

/** A box as a viewer shows it, in the stored pixels of the photo: the inverse of toDisplayedBox. */
export function toStoredBox(box: PixelBox, displayed: ImageSizePx, orientation: Orientation): PixelBox {
  return toDisplayedBox(box, displayed, inverseOf[orientation]);
}

export function toStoredSize({ widthPx, heightPx }: ImageSizePx, orientation: Orientation): ImageSizePx {
  return orientation >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}
