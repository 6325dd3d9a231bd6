import { type Duplicates, findDuplicates, type Fingerprint, joinEqual } from '../duplicates/find-duplicates.js';
import type { GroupBy } from '../groups/group-by.js';
import { type GroupKeySource, toGroupKeys } from '../groups/group-key.js';
import { seededRandom } from '../kernels/seeded-random.js';
import { UnionFind } from '../kernels/union-find.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import { stableHash } from '../model/stable-hash.js';
import type { ClassCounts } from '../select/select-images.js';
import { type DuplicateGroup, listDuplicateGroups } from './duplicate-groups.js';
import type { SplitShares } from './parse-split-spec.js';
import { splitImages } from './split-images.js';
import { measureLeaks } from './split-leaks.js';
import { type SplitName, splitNames } from './split-name.js';
import { measureSpread } from './split-spread.js';
import type { SplitsLock } from './splits-lock.js';
import { describeLock, type SplitMeasure, type SplittingReport, summariseGroups } from './splitting-report.js';

export interface SplitOptions {
  readonly split: SplitShares;
  readonly seed: number;
  readonly groupBy?: GroupBy | undefined;
  /** Groups near duplicates: how many of the 64 bits of their hashes may differ. */
  readonly nearDistance?: number | undefined;
  /** Assignments of an earlier build, which are kept. */
  readonly splitsLock?: SplitsLock | undefined;
}

/** What decides an image's split. */
export interface SplitCandidate extends Fingerprint, GroupKeySource {
  readonly classCounts: ClassCounts;
}

export interface DatasetSplitting {
  /** Of each image. */
  readonly splits: readonly SplitName[];
  readonly duplicates: readonly DuplicateGroup[];
  readonly report: SplittingReport;
}

/**
 * A split that lets nothing leak: images with the same bytes, near duplicates and images of one `--group-by` group get the
 * same one.
 * @param images in an order that does not depend on how they were read; of the result only `before` does depend on it
 * @throws TooFewImagesError, GroupKeyNotFoundError
 */
export function splitDataset(
  images: Sequence<SplitCandidate>,
  classCount: number,
  options: SplitOptions,
): DatasetSplitting {
  const { split, seed, groupBy, nearDistance, splitsLock } = options;
  const duplicates = findDuplicates(images, nearDistance);
  const groupKeys = groupBy && toGroupKeys(images, groupBy);
  const groupOf = joinGroups(duplicates, groupKeys);
  const splits = splitImages(
    createSequence(images.length, (i) => {
      const { sourceRef, classCounts } = images.at(i) as SplitCandidate;
      return { sourceRef, classCounts, group: groupOf[i] ?? i, lockedSplit: splitsLock?.splitOf.get(sourceRef) };
    }),
    classCount,
    split,
    seed,
  );
  const leakFacts = { sha256s: images.map((image) => image.sha256), groupKeys, near: duplicates.near };
  const measure = (of: readonly SplitName[]): SplitMeasure => ({
    leaks: measureLeaks(leakFacts, of),
    spread: measureSpread(images, classCount, of, split),
  });
  return {
    splits,
    duplicates: listDuplicateGroups(images, duplicates.setOf),
    report: {
      ...summariseGroups(groupOf, groupBy, groupKeys, duplicates.near),
      lock: splitsLock ? describeLock(splitsLock, split, images, groupOf) : null,
      before: measure(splitAtRandom(splits, seed)),
      after: measure(splits),
    },
  };
}

function joinGroups({ setOf }: Duplicates, groupKeys: readonly (string | undefined)[] | undefined): Int32Array {
  if (!groupKeys) return setOf;
  const groups = new UnionFind(setOf.length);
  setOf.forEach((set, i) => groups.union(set, i));
  joinEqual(groups, groupKeys, (key) => key);
  return Int32Array.from(setOf, (_, i) => groups.find(i));
}

/** What a split of the same sizes is that knows neither groups nor classes (Fisher and Yates' shuffle). */
function splitAtRandom(splits: readonly SplitName[], seed: number): readonly SplitName[] {
  const random = seededRandom(Number.parseInt(stableHash(`random:${seed}`, 8), 16));
  const shuffled = splitNames.flatMap((name) => splits.filter((split) => split === name));
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? 'train', shuffled[last] ?? 'train'];
  }
  return shuffled;
}
