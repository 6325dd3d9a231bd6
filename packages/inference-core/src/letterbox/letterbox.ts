import type { RgbImage } from '@detectory/imaging';
import { halve } from './kernels/halve.js';
import { createBilinearResizer, type ResizeTarget } from './kernels/resize-bilinear.js';
import { type LetterboxPlan, planLetterbox, type SizePx } from './plan-letterbox.js';

/** YOLOv5's padding grey. */
const padding = 114;

/** A model's input that takes one image after another. */
export interface Letterbox {
  /** `heightPx * widthPx * 3` bytes, NHWC. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Replaces what `pixels` hold by an image, scaled, centred and padded as by YOLOv5's `letterbox`. */
  take(image: RgbImage): void;
}

/** Keeps the buffer, the padding and the resizer's tables between images: photos of one camera have one size. */
export function createLetterbox(target: SizePx): Letterbox {
  const pixels = new Uint8Array(target.widthPx * target.heightPx * 3);
  let place: { readonly source: SizePx; readonly write: (source: Uint8Array) => void } | undefined;
  return {
    pixels,
    take(image) {
      if (!place || !isSameSize(place.source, image)) {
        place = {
          source: { widthPx: image.widthPx, heightPx: image.heightPx },
          write: toWriter(image, target, pixels),
        };
        pixels.fill(padding);
      }
      place.write(image.pixels);
    },
  };
}

/** The image as a model's input: `target.heightPx * target.widthPx * 3` bytes, NHWC, equal to YOLOv5's `letterbox`. */
export function letterbox(image: RgbImage, target: SizePx): Uint8Array {
  const box = createLetterbox(target);
  box.take(image);
  return box.pixels;
}

function toWriter(image: SizePx, target: SizePx, pixels: Uint8Array): (source: Uint8Array) => void {
  const plan = planLetterbox(image, target);
  const place = toPlace(plan, pixels);
  if (isSameSize(image, plan.scaled)) return (source) => copyRows(source, place);
  if (isHalf(image, plan.scaled)) return (source) => halve(source, image.widthPx, place);
  return createBilinearResizer(image.widthPx, image.heightPx, place);
}

function toPlace({ target, scaled, leftPx, topPx }: LetterboxPlan, pixels: Uint8Array): ResizeTarget {
  const strideBytes = target.widthPx * 3;
  return { pixels, offset: topPx * strideBytes + leftPx * 3, strideBytes, ...scaled };
}

function isSameSize(image: SizePx, scaled: SizePx): boolean {
  return image.widthPx === scaled.widthPx && image.heightPx === scaled.heightPx;
}

function isHalf(image: SizePx, scaled: SizePx): boolean {
  return image.widthPx === 2 * scaled.widthPx && image.heightPx === 2 * scaled.heightPx;
}

function copyRows(source: Uint8Array, { pixels, offset, strideBytes, widthPx, heightPx }: ResizeTarget): void {
  const rowBytes = widthPx * 3;
  for (let y = 0; y < heightPx; y++)
    pixels.set(source.subarray(y * rowBytes, (y + 1) * rowBytes), offset + y * strideBytes);
}
