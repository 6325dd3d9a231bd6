import { createCountMatrix } from '../kernels/count-matrix.js';
import { seededRandom } from '../kernels/seeded-random.js';
import { stratify } from '../kernels/stratify.js';
import { stableHash } from '../model/stable-hash.js';
import { assertEnoughToSplit, exactSizes } from './exact-sizes.js';
import type { SplitShares } from './parse-split-spec.js';
import { type SplitName, splitNames } from './split-name.js';
import { type SplitImage, type SplitUnit, toSplitUnits } from './split-units.js';

/**
 * The split of each image: every class's boxes and the negatives are spread by the shares, sizes are exact up to the largest
 * group, locked images stay where they are, and the same input and seed always give the same answer, whatever the order of
 * the images.
 * @throws TooFewImagesError
 */
export function splitImages(
  images: readonly SplitImage[],
  classCount: number,
  shares: SplitShares,
  seed: number,
): SplitName[] {
  const units = toSplitUnits(images, seed);
  // Images that must stay together can't fill two splits, however many they are.
  assertEnoughToSplit(units.length, shares);
  const splitOf = stratify({
    counts: createCountMatrix(
      units.map((unit) => sumClassCounts(unit, classCount)),
      classCount + 1,
    ),
    sizes: Int32Array.from(units, (unit) => unit.images.length),
    wantedSizes: exactSizes(images.length, shares),
    shares,
    pinned: Int32Array.from(units, ({ lockedSplit }) => (lockedSplit ? splitNames.indexOf(lockedSplit) : -1)),
    random: seededRandom(Number.parseInt(stableHash(`split:${seed}`, 8), 16)),
  });
  const nameOf = new Map<SplitImage, SplitName>();
  units.forEach((unit, u) => {
    for (const image of unit.images) nameOf.set(image, splitNames[splitOf[u] ?? 0] ?? 'train');
  });
  return images.map((image) => nameOf.get(image) ?? 'train');
}

/** A negative counts as one of a class of its own, so that negatives are spread like any class. */
function sumClassCounts({ images }: SplitUnit, negativeClass: number): [number, number][] {
  const sums = new Map<number, number>();
  for (const { classCounts } of images)
    for (const [classIndex, count] of classCounts.length > 0 ? classCounts : [[negativeClass, 1] as const])
      sums.set(classIndex, (sums.get(classIndex) ?? 0) + count);
  return [...sums];
}
