import { UnionFind } from '../kernels/union-find.js';
import type { Sequence } from '../model/sequence.js';
import { type DistinctHashes, toDistinctHashes } from './distinct-hashes.js';
import { findNearDuplicateSets } from './near-duplicate-sets.js';

/** What duplicates of an image are known by. */
export interface Fingerprint {
  /** Of the bytes; `undefined` where images were not read. */
  readonly sha256?: string | undefined;
  /** The dHash as 16 hexadecimal digits; `undefined` where it was not asked for, or the image could not be decoded. */
  readonly dHash?: string | undefined;
}

export interface Duplicates {
  /** A number for each image; duplicates of each other, also through others, have the same. */
  readonly setOf: Int32Array;
  /** Set when near duplicates were asked for. */
  readonly near: NearDuplicates | undefined;
}

export interface NearDuplicates {
  /** The largest number of differing bits of 64. */
  readonly distance: number;
  readonly hashes: DistinctHashes;
  /** Images that could not be hashed. */
  readonly unhashed: number;
  /** Pairs of hashes left apart because a chain of near duplicates became too large. */
  readonly cutPairs: number;
  /** Images that a chain may hold. */
  readonly largestChain: number;
}

/** A chain of near duplicates may hold a tenth of the images: more could not be spread over splits. */
const chainShare = 0.1;
const leastChain = 100;

/** @param nearDistance how many of the 64 bits of near duplicates may differ; without it the same bytes alone count */
export function findDuplicates(images: Sequence<Fingerprint>, nearDistance?: number): Duplicates {
  const sets = new UnionFind(images.length);
  joinEqual(sets, images, (image) => image.sha256);
  const near = nearDistance === undefined ? undefined : joinNear(sets, images, nearDistance);
  return { setOf: Int32Array.from({ length: images.length }, (_, i) => sets.find(i)), near };
}

function joinNear(sets: UnionFind, images: Sequence<Fingerprint>, distance: number): NearDuplicates {
  const hashes = toDistinctHashes(images.map((image) => image.dHash));
  const largestChain = Math.max(leastChain, Math.floor(chainShare * images.length));
  const { setOf, cutPairs } = findNearDuplicateSets(hashes, distance, largestChain);
  joinEqual(sets, images, (_, i) => {
    const hash = hashes.hashOf[i] ?? -1;
    return hash < 0 ? undefined : setOf[hash];
  });
  const unhashed = images.filter((image) => image.dHash === undefined).length;
  return { distance, hashes, unhashed, cutPairs, largestChain };
}

/** Joins images with the same key; those without one stay as they are. */
export function joinEqual<Item>(
  sets: UnionFind,
  items: Sequence<Item>,
  keyOf: (item: Item, index: number) => string | number | undefined,
): void {
  const firstOf = new Map<string | number, number>();
  items.forEach((item, i) => {
    const key = keyOf(item, i);
    if (key === undefined) return;
    const first = firstOf.get(key);
    if (first === undefined) firstOf.set(key, i);
    else sets.union(first, i);
  });
}
