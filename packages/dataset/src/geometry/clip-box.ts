import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import type { BoxReason } from '../model/reasons.js';

export type ClippedBox =
  | { readonly box: PixelBox; readonly isClipped: boolean }
  | { readonly reason: Extract<BoxReason, 'box-outside-image' | 'box-under-one-pixel' | 'box-mostly-outside'> };

/** YOLOv5's own rule for boxes that augmentation cuts (`box_candidates`, area_thr). */
const leastShareInside = 0.1;

/** Pixels; turning a box costs a few digits. */
const arithmeticError = 1e-6;

/**
 * The part of a box that lies inside its image, or why nothing usable is left. YOLOv5 drops the whole image for a box
 * whose centre or size leaves [0, 1], so that boxes are cut before they are normalised.
 */
export function clipBox(box: PixelBox, size: ImageSizePx): ClippedBox {
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  if (right <= 0 || bottom <= 0 || box.left >= size.widthPx || box.top >= size.heightPx)
    return { reason: 'box-outside-image' };
  const left = Math.max(0, box.left);
  const top = Math.max(0, box.top);
  const width = Math.min(right, size.widthPx) - left;
  const height = Math.min(bottom, size.heightPx) - top;
  // What hangs inside by less than a pixel was outside for every purpose.
  if (Math.min(width, height) < 1 - arithmeticError)
    return { reason: box.width < 1 || box.height < 1 ? 'box-under-one-pixel' : 'box-outside-image' };
  if (width * height < leastShareInside * box.width * box.height) return { reason: 'box-mostly-outside' };
  const overhang = Math.max(-box.left, -box.top, right - size.widthPx, bottom - size.heightPx);
  return { box: overhang > 0 ? { left, top, width, height } : box, isClipped: overhang > arithmeticError };
}
