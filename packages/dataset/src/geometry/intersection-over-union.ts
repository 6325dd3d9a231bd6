import type { NormalizedBox } from './to-normalized-box.js';

/** The area that two boxes share over the area that either covers: 0 apart, 1 the same. */
export function intersectionOverUnion(a: NormalizedBox, b: NormalizedBox): number {
  const width = overlap(a.centerX, a.width, b.centerX, b.width);
  const height = overlap(a.centerY, a.height, b.centerY, b.height);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

function overlap(centerA: number, lengthA: number, centerB: number, lengthB: number): number {
  return (
    Math.min(centerA + lengthA / 2, centerB + lengthB / 2) - Math.max(centerA - lengthA / 2, centerB - lengthB / 2)
  );
}
