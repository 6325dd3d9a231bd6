import { type Corners, intersectionOverUnion } from '@detectory/inference-core';

export interface Found extends Corners {
  readonly confidence: number;
  readonly class: number;
}

/** How many of `theirs` have a partner of their own in `ours`: same class, IoU >= 0.95, confidence within 0.01. */
export function countMatches(ours: readonly Found[], theirs: readonly Found[]): number {
  const free = new Set(ours);
  return theirs.filter((their) => {
    const partner = [...free].find((our) => isSame(our, their));
    return partner !== undefined && free.delete(partner);
  }).length;
}

function isSame(a: Found, b: Found): boolean {
  return a.class === b.class && Math.abs(a.confidence - b.confidence) <= 0.01 && intersectionOverUnion(a, b) >= 0.95;
}
