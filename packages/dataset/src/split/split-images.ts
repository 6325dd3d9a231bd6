import { createCountMatrix } from '../kernels/count-matrix.js';
import { seededRandom } from '../kernels/seeded-random.js';
import { stratify } from '../kernels/stratify.js';
import { createSequence } from '../model/sequence.js';
import { sortByHash, stableHash } from '../model/stable-hash.js';
import { assertEnoughToSplit, exactSizes } from './exact-sizes.js';
import type { SplitShares } from './parse-split-spec.js';
import { type SplitName, splitNames } from './split-name.js';

export interface SplitImage {
  readonly sourceRef: string;
  /** Boxes per class; none for a negative. */
  readonly classCounts: readonly (readonly [classIndex: number, count: number])[];
  /** Images with the same key stay on one side: the hash of their bytes. */
  readonly groupKey: string;
}

/**
 * The split of each image: every class's boxes and the negatives are spread by the shares, sizes are exact up to groups, and
 * the same input and seed always give the same answer, whatever the order of the images.
 * @throws TooFewImagesError
 */
export function splitImages(
  images: readonly SplitImage[],
  classCount: number,
  shares: SplitShares,
  seed: number,
): SplitName[] {
  const groups = groupImages(images, seed);
  // Images that must stay together can't fill two splits, however many they are.
  assertEnoughToSplit(groups.length, shares);
  const counts = createCountMatrix(
    createSequence(groups.length, (g) => sumClassCounts(groups[g] ?? [], classCount)),
    classCount + 1,
  );
  const splitOf = stratify({
    counts,
    sizes: Int32Array.from(groups, (group) => group.length),
    wantedSizes: exactSizes(images.length, shares),
    shares,
    random: seededRandom(Number.parseInt(stableHash(`split:${seed}`, 8), 16)),
  });
  const nameOf = new Map<SplitImage, SplitName>();
  groups.forEach((group, g) => {
    for (const image of group) nameOf.set(image, splitNames[splitOf[g] ?? 0] ?? 'train');
  });
  return images.map((image) => nameOf.get(image) ?? 'train');
}

/** Groups in an order that only the seed and the source-refs decide. */
function groupImages(images: readonly SplitImage[], seed: number): SplitImage[][] {
  const groups = new Map<string, SplitImage[]>();
  for (const image of sortByHash(images, ({ sourceRef }) => `${seed}:${sourceRef}`)) {
    const group = groups.get(image.groupKey);
    if (group) group.push(image);
    else groups.set(image.groupKey, [image]);
  }
  return [...groups.values()];
}

/** A negative counts as one of a class of its own, so that negatives are spread like any class. */
function sumClassCounts(group: readonly SplitImage[], negativeClass: number): [number, number][] {
  const sums = new Map<number, number>();
  for (const { classCounts } of group)
    for (const [classIndex, count] of classCounts.length > 0 ? classCounts : [[negativeClass, 1] as const])
      sums.set(classIndex, (sums.get(classIndex) ?? 0) + count);
  return [...sums];
}
