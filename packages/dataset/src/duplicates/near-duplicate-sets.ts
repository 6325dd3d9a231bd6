import { forEachNearPair } from '../kernels/near-pairs.js';
import { UnionFind } from '../kernels/union-find.js';
import type { DistinctHashes } from './distinct-hashes.js';

export interface NearDuplicateSets {
  /** The set of each distinct hash. */
  readonly setOf: Int32Array;
  /** Pairs of hashes left apart because their set would have become too large. */
  readonly cutPairs: number;
}

/**
 * Hashes joined with all that are near them, and with what is near those: single linkage, whose chains can grow without end.
 * Where a set would hold more than `largest` images, the nearest pairs are joined first and those that would break the
 * limit are cut.
 */
export function findNearDuplicateSets(
  { words, images }: DistinctHashes,
  distance: number,
  largest: number,
): NearDuplicateSets {
  const all = new UnionFind(images.length, images);
  forEachNearPair(words, distance, (a, b) => all.union(a, b));
  if (images.every((_, hash) => all.weightOf(hash) <= largest))
    return { setOf: setsOf(all, images.length), cutPairs: 0 };
  const limited = new UnionFind(images.length, images);
  for (let bits = 1; bits <= distance; bits++)
    forEachNearPair(words, bits, (a, b, found) => {
      if (found < bits || limited.find(a) === limited.find(b)) return;
      if (limited.weightOf(a) + limited.weightOf(b) <= largest) limited.union(a, b);
    });
  let cutPairs = 0;
  forEachNearPair(words, distance, (a, b) => {
    if (limited.find(a) !== limited.find(b)) cutPairs++;
  });
  return { setOf: setsOf(limited, images.length), cutPairs };
}

function setsOf(sets: UnionFind, hashes: number): Int32Array {
  return Int32Array.from({ length: hashes }, (_, hash) => sets.find(hash));
}
