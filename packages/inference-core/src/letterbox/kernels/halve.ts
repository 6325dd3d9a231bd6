import type { ResizeTarget } from './resize-bilinear.js';

/** OpenCV's path for a factor of exactly one half, where INTER_LINEAR equals INTER_AREA: the rounded mean of 2 × 2 pixels. */
export function halve(source: Uint8Array, sourceWidthPx: number, target: ResizeTarget): void {
  const sourceStride = sourceWidthPx * 3;
  for (let y = 0; y < target.heightPx; y++) {
    let from = 2 * y * sourceStride;
    let to = target.offset + y * target.strideBytes;
    for (let x = 0; x < target.widthPx; x++, from += 6, to += 3) {
      for (let channel = 0; channel < 3; channel++) {
        const upper = from + channel;
        const lower = upper + sourceStride;
        target.pixels[to + channel] =
          (source[upper]! + source[upper + 3]! + source[lower]! + source[lower + 3]! + 2) >> 2;
      }
    }
  }
}
