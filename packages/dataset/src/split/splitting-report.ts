import type { NearDuplicates } from '../duplicates/find-duplicates.js';
import type { Sequence } from '../model/sequence.js';
import type { GroupBy } from '../groups/group-by.js';
import type { SplitShares } from './parse-split-spec.js';
import type { SplitLeaks } from './split-leaks.js';
import type { SplitName } from './split-name.js';
import type { SplitSpread } from './split-spread.js';
import type { SplitsLock } from './splits-lock.js';

export interface SplitMeasure {
  readonly leaks: SplitLeaks;
  readonly spread: SplitSpread;
}

/** How the images were split, and what that is worth. */
export interface SplittingReport {
  /** Groups of two and more images that must stay together. */
  readonly groups: { readonly count: number; readonly images: number; readonly largest: number };
  readonly groupBy: GroupBySummary | null;
  readonly nearDuplicates: NearDuplicateSummary | null;
  readonly lock: LockSummary | null;
  /** A random split of the same sizes. */
  readonly before: SplitMeasure;
  readonly after: SplitMeasure;
}

export interface GroupBySummary {
  readonly spec: string;
  /** Different values. */
  readonly groups: number;
  /** Images without a value, each a group of its own. */
  readonly imagesWithout: number;
}

export interface NearDuplicateSummary {
  readonly distance: number;
  /** Images that could not be decoded. */
  readonly unhashed: number;
  /** Pairs of hashes left apart, because their chain would hold more than `largestChain` images. */
  readonly cutPairs: number;
  readonly largestChain: number;
}

export interface LockSummary {
  /** Images whose split the lock gave. */
  readonly kept: number;
  readonly added: number;
  /** Images of the lock that this dataset does not hold; the new lock still has them. */
  readonly absent: number;
  /** Groups whose locked images lie in different splits. */
  readonly conflicts: number;
  /** What the lock was made with, where it is not what was asked for now. */
  readonly formerShares: SplitShares | null;
}

export function summariseGroups(
  groupOf: Int32Array,
  groupBy: GroupBy | undefined,
  groupKeys: readonly (string | undefined)[] | undefined,
  near: NearDuplicates | undefined,
): Pick<SplittingReport, 'groups' | 'groupBy' | 'nearDuplicates'> {
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const several = [...sizes.values()].filter((size) => size > 1);
  const values = new Set(groupKeys?.filter((key) => key !== undefined));
  return {
    groups: {
      count: several.length,
      images: several.reduce((sum, size) => sum + size, 0),
      largest: several.reduce((most, size) => Math.max(most, size), 0),
    },
    groupBy: groupBy
      ? {
          spec: groupBy.spec,
          groups: values.size,
          imagesWithout: groupKeys?.filter((key) => key === undefined).length ?? 0,
        }
      : null,
    nearDuplicates: near
      ? {
          distance: near.distance,
          unhashed: near.unhashed,
          cutPairs: near.cutPairs,
          largestChain: near.largestChain,
        }
      : null,
  };
}

export function describeLock(
  lock: SplitsLock,
  shares: SplitShares,
  images: Sequence<{ readonly sourceRef: string }>,
  groupOf: Int32Array,
): LockSummary {
  const splitOfGroup = new Map<number, SplitName>();
  const conflicts = new Set<number>();
  let kept = 0;
  images.forEach(({ sourceRef }, i) => {
    const split = lock.splitOf.get(sourceRef);
    const group = groupOf[i] ?? i;
    if (split === undefined) return;
    kept++;
    if ((splitOfGroup.get(group) ?? split) !== split) conflicts.add(group);
    splitOfGroup.set(group, split);
  });
  const isSame = shares.every((share, s) => Math.abs(share - (lock.shares[s] ?? 0)) < 1e-9);
  return {
    kept,
    added: images.length - kept,
    absent: lock.splitOf.size - kept,
    conflicts: conflicts.size,
    formerShares: isSame ? null : lock.shares,
  };
}
