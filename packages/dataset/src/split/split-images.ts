import { type CountMatrix, createCountMatrix } from '../kernels/count-matrix.js';
import { seededRandom } from '../kernels/seeded-random.js';
import { stratify } from '../kernels/stratify.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import { stableHash } from '../model/stable-hash.js';
import type { ClassCounts } from '../select/select-images.js';
import { assertEnoughToSplit, exactSizes } from './exact-sizes.js';
import type { SplitShares } from './parse-split-spec.js';
import { type SplitName, splitNames } from './split-name.js';
import { type SplitImage, type SplitUnits, toSplitUnits } from './split-units.js';

/**
 * The split of each image: every class's boxes and the negatives are spread by the shares, sizes are exact up to the largest
 * group, locked images stay where they are, and the same input and seed always give the same answer, whatever the order of
 * the images.
 * @throws TooFewImagesError
 */
export function splitImages(
  images: Sequence<SplitImage>,
  classCount: number,
  shares: SplitShares,
  seed: number,
): SplitName[] {
  const units = toSplitUnits(images, seed);
  // Images that must stay together can't fill two splits, however many they are.
  assertEnoughToSplit(units.count, shares, images.length);
  const splitOf = stratify({
    counts: sumByUnit(images, units, classCount),
    sizes: units.sizes,
    wantedSizes: exactSizes(images.length, shares),
    shares,
    pinned: units.pinned,
    random: seededRandom(Number.parseInt(stableHash(`split:${seed}`, 8), 16)),
  });
  return Array.from(units.unitOf, (unit) => splitNames[splitOf[unit] ?? 0] ?? 'train');
}

/** A negative counts as one of a class of its own, the last, so that negatives are spread like any class. */
function sumByUnit(
  images: Sequence<SplitImage>,
  { count, unitOf, sizes }: SplitUnits,
  classCount: number,
): CountMatrix {
  const countsAt = (i: number): ClassCounts => {
    const counts = images.at(i)?.classCounts ?? [];
    return counts.length > 0 ? counts : [[classCount, 1]];
  };
  const { starts, members } = listMembers(unitOf, sizes);
  const sumAt = (unit: number): ClassCounts => {
    const own = members.subarray(starts[unit], starts[unit + 1]);
    return own.length === 1 ? countsAt(own[0] ?? 0) : addUp(Array.from(own, countsAt));
  };
  return createCountMatrix(createSequence(count, sumAt), classCount + 1);
}

/** The images of unit `u` stand in `members` from `starts[u]` to `starts[u + 1]`. */
function listMembers(unitOf: Int32Array, sizes: Int32Array): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, unit) => (starts[unit + 1] = (starts[unit] ?? 0) + size));
  const next = starts.slice();
  const members = new Int32Array(unitOf.length);
  unitOf.forEach((unit, i) => {
    const at = next[unit] ?? 0;
    members[at] = i;
    next[unit] = at + 1;
  });
  return { starts, members };
}

/** By class index, so that the order of the images decides nothing. */
function addUp(all: readonly ClassCounts[]): ClassCounts {
  const sums = new Map<number, number>();
  for (const [classIndex, count] of all.flat()) sums.set(classIndex, (sums.get(classIndex) ?? 0) + count);
  return [...sums].sort(([a], [b]) => a - b);
}
