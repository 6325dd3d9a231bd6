import { nearPairs } from '../../kernels/near-pairs.js';
import type { ReportImage } from '../report-facts.js';

export interface DuplicateGroup {
  /** Positions of the images, ascending. */
  readonly images: readonly number[];
  /** Whether its images lie in more than one split: what is learnt is then also what is tested. */
  readonly crossesSplits: boolean;
}

/** Photos that differ in at most so many of 64 bits count as near duplicates. */
export const nearDistance = 3;

/** Groups of photos that look the same, linked by pairs; those across splits first, then the larger ones. */
export function findNearDuplicates(images: readonly ReportImage[]): DuplicateGroup[] {
  const alike = groupByHash(images);
  const members = [...alike.values()];
  const parents = members.map((_, k) => k);
  const rootOf = (k: number): number => {
    const parent = parents[k] ?? k;
    return parent === k ? k : (parents[k] = rootOf(parent));
  };
  nearPairs(BigUint64Array.from(alike.keys()), nearDistance, (a, b) => {
    const [low = 0, high = 0] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
    parents[high] = low;
  });
  const groups = new Map<number, number[]>();
  members.forEach((own, k) => {
    const root = rootOf(k);
    const group = groups.get(root);
    if (group) group.push(...own);
    else groups.set(root, [...own]);
  });
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map(toGroup(images))
    .sort(worstFirst);
}

/** Equal hashes need no comparing. */
function groupByHash(images: readonly ReportImage[]): Map<bigint, number[]> {
  const groups = new Map<bigint, number[]>();
  images.forEach(({ look }, i) => {
    if (look?.dHash === undefined) return;
    const group = groups.get(look.dHash);
    if (group) group.push(i);
    else groups.set(look.dHash, [i]);
  });
  return groups;
}

function toGroup(images: readonly ReportImage[]): (group: readonly number[]) => DuplicateGroup {
  return (group) => ({
    images: [...group].sort((a, b) => a - b),
    crossesSplits: new Set(group.map((i) => images[i]?.split)).size > 1,
  });
}

function worstFirst(a: DuplicateGroup, b: DuplicateGroup): number {
  return (
    Number(b.crossesSplits) - Number(a.crossesSplits) ||
    b.images.length - a.images.length ||
    (a.images[0] ?? 0) - (b.images[0] ?? 0)
  );
}
