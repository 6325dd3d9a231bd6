import { sortByHash } from '../model/stable-hash.js';
import { type SplitName, splitNames } from './split-name.js';

export interface SplitImage {
  readonly sourceRef: string;
  /** Boxes per class; none for a negative. */
  readonly classCounts: readonly (readonly [classIndex: number, count: number])[];
  /** Images with the same key stay on one side. */
  readonly groupKey: string | number;
  /** The split that an earlier build gave it. */
  readonly lockedSplit?: SplitName | undefined;
}

/** Images that get one split together. */
export interface SplitUnit {
  readonly images: readonly SplitImage[];
  readonly lockedSplit: SplitName | undefined;
}

/**
 * Each group as a unit, in an order that only the seed and the source-refs decide. A locked split counts for the whole group:
 * new images follow the old ones. Where the old ones lie in several splits each of these stays, as a unit of its own, and the
 * new images follow where most are (of equally many, the first of train, val and test).
 */
export function toSplitUnits(images: readonly SplitImage[], seed: number): SplitUnit[] {
  const groups = new Map<string | number, SplitImage[]>();
  for (const image of sortByHash(images, ({ sourceRef }) => `${seed}:${sourceRef}`)) {
    const group = groups.get(image.groupKey);
    if (group) group.push(image);
    else groups.set(image.groupKey, [image]);
  }
  return [...groups.values()].flatMap(divideByLock);
}

function divideByLock(group: readonly SplitImage[]): SplitUnit[] {
  const locked = splitNames
    .map((lockedSplit) => ({ lockedSplit, images: group.filter((image) => image.lockedSplit === lockedSplit) }))
    .filter((unit) => unit.images.length > 0);
  const [first, ...others] = locked;
  if (!first) return [{ images: group, lockedSplit: undefined }];
  const leading = others.reduce((most, unit) => (unit.images.length > most.images.length ? unit : most), first);
  const followers = group.filter((image) => image.lockedSplit === undefined);
  return locked.map((unit) => (unit === leading ? { ...unit, images: [...unit.images, ...followers] } : unit));
}
