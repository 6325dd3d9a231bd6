import type { ClassCounts } from '../select/select-images.js';

/**
 * How often each image should be seen: r = max over its classes c of max(1, sqrt(t / f_c)), f_c the share of the images that
 * show c (repeat-factor sampling: Gupta, Dollár and Girshick, "LVIS", CVPR 2019). 1 for an image without boxes.
 */
export function repeatFactors(images: readonly ClassCounts[], threshold: number): number[] {
  const imagesOf = new Map<number, number>();
  for (const image of images) for (const [k] of image) imagesOf.set(k, (imagesOf.get(k) ?? 0) + 1);
  const factorOf = (k: number): number => Math.sqrt((threshold * images.length) / (imagesOf.get(k) ?? 1));
  return images.map((image) => image.reduce((most, [k]) => Math.max(most, factorOf(k)), 1));
}
