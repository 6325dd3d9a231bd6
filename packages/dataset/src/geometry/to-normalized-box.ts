import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';

/** YOLO's form: centre and size as fractions of the image's sides, each in [0, 1]. */
export interface NormalizedBox {
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly height: number;
}

const unit = 1e6;

/**
 * A box that lies inside its image, in YOLO's form, rounded to six decimals (at 4000 px: 0.004 px) such that the rounded
 * box too lies inside: `center - size/2 >= 0` and `center + size/2 <= 1`, exactly.
 */
export function toNormalizedBox(box: PixelBox, size: ImageSizePx): NormalizedBox {
  const x = toNormalizedSpan(box.left, box.width, size.widthPx);
  const y = toNormalizedSpan(box.top, box.height, size.heightPx);
  return { centerX: x.center, centerY: y.center, width: x.length, height: y.length };
}

/** The same for one side: where a span's centre lies and how long it is. */
export function toNormalizedSpan(start: number, length: number, side: number): { center: number; length: number } {
  const center = Math.min(unit, Math.round(((start + length / 2) / side) * unit));
  const room = 2 * Math.min(center, unit - center);
  return { center: center / unit, length: Math.min(room, Math.round((length / side) * unit)) / unit };
}

/** The inverse, up to rounding. */
export function toPixelBox(box: NormalizedBox, size: ImageSizePx): PixelBox {
  return {
    left: (box.centerX - box.width / 2) * size.widthPx,
    top: (box.centerY - box.height / 2) * size.heightPx,
    width: box.width * size.widthPx,
    height: box.height * size.heightPx,
  };
}
