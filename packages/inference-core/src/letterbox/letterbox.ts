import type { RgbImage } from '@detectory/imaging';
import { halve } from './kernels/halve.js';
import { resizeBilinear } from './kernels/resize-bilinear.js';
import { planLetterbox, type SizePx } from './plan-letterbox.js';

/** YOLOv5's padding grey. */
const padding = 114;

/** The image as a model's input: `target.heightPx * target.widthPx * 3` bytes, NHWC, equal to YOLOv5's `letterbox`. */
export function letterbox(image: RgbImage, target: SizePx): Uint8Array {
  const { scaled, leftPx, topPx } = planLetterbox(image, target);
  const pixels = new Uint8Array(target.widthPx * target.heightPx * 3).fill(padding);
  const strideBytes = target.widthPx * 3;
  const place = { pixels, offset: topPx * strideBytes + leftPx * 3, strideBytes, ...scaled };
  if (isSameSize(image, scaled)) copyRows(image, place.offset, strideBytes, pixels);
  else if (isHalf(image, scaled)) halve(image.pixels, image.widthPx, place);
  else resizeBilinear(image.pixels, image.widthPx, image.heightPx, place);
  return pixels;
}

function isSameSize(image: SizePx, scaled: SizePx): boolean {
  return image.widthPx === scaled.widthPx && image.heightPx === scaled.heightPx;
}

function isHalf(image: SizePx, scaled: SizePx): boolean {
  return image.widthPx === 2 * scaled.widthPx && image.heightPx === 2 * scaled.heightPx;
}

function copyRows(image: RgbImage, offset: number, strideBytes: number, into: Uint8Array): void {
  const rowBytes = image.widthPx * 3;
  for (let y = 0; y < image.heightPx; y++)
    into.set(image.pixels.subarray(y * rowBytes, (y + 1) * rowBytes), offset + y * strideBytes);
}
