import { type NormalizedBox, toNormalizedBox, toPixelBox } from '../geometry/to-normalized-box.js';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';

const mostDecimals = 8;

/**
 * The pixel box with the fewest decimals that gives exactly this row again: a box drawn in whole pixels comes back in whole
 * pixels, though six decimals of the image's side don't hold it exactly.
 */
export function toShortestPixelBox(box: NormalizedBox, size: ImageSizePx): PixelBox {
  const exact = toPixelBox(box, size);
  for (let decimals = 0; decimals < mostDecimals; decimals++) {
    const rounded = roundBox(exact, decimals);
    if (isInside(rounded, size) && isSameRow(toNormalizedBox(rounded, size), box)) return rounded;
  }
  return roundBox(exact, mostDecimals);
}

/** Without digits that only floating-point arithmetic put there. */
export function roundBox({ left, top, width, height }: PixelBox, decimals = mostDecimals): PixelBox {
  // Adding 0 makes 0 of -0, which JSON would keep apart.
  const round = (value: number): number => Number(value.toFixed(decimals)) + 0;
  return { left: round(left), top: round(top), width: round(width), height: round(height) };
}

function isInside({ left, top, width, height }: PixelBox, { widthPx, heightPx }: ImageSizePx): boolean {
  return left >= 0 && top >= 0 && left + width <= widthPx && top + height <= heightPx;
}

function isSameRow(a: NormalizedBox, b: NormalizedBox): boolean {
  return a.centerX === b.centerX && a.centerY === b.centerY && a.width === b.width && a.height === b.height;
}
