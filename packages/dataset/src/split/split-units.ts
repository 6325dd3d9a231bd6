import { orderByHash } from '../model/stable-hash.js';
import type { Sequence } from '../model/sequence.js';
import type { ClassCounts } from '../select/select-images.js';
import { type SplitName, splitNames } from './split-name.js';

export interface SplitImage {
  readonly sourceRef: string;
  /** Boxes per class; none for a negative. */
  readonly classCounts: ClassCounts;
  /** Images with the same number stay on one side; from 0 to the number of images. */
  readonly group: number;
  /** The split that an earlier build gave it. */
  readonly lockedSplit?: SplitName | undefined;
}

/** Images that get one split together. */
export interface SplitUnits {
  readonly count: number;
  /** Of each image. */
  readonly unitOf: Int32Array;
  /** Images in each unit. */
  readonly sizes: Int32Array;
  /** The position in `splitNames` of the split that each unit must have, or -1. */
  readonly pinned: Int32Array;
}

/**
 * Each group as a unit, in an order that only the seed and the source-refs decide. A locked split counts for the whole group:
 * new images follow the old ones. Where the old ones lie in several splits each of these stays, as a unit of its own, and the
 * new images follow where most are (of equally many, the first of train, val and test).
 */
export function toSplitUnits(images: Sequence<SplitImage>, seed: number): SplitUnits {
  const groupOf = new Int32Array(images.length);
  const lockedOf = new Int8Array(images.length);
  const sourceRefs: string[] = [];
  images.forEach(({ sourceRef, group, lockedSplit }, i) => {
    groupOf[i] = group;
    lockedOf[i] = lockedSplit === undefined ? -1 : splitNames.indexOf(lockedSplit);
    sourceRefs.push(sourceRef);
  });
  const splitFor = followLocked(groupOf, lockedOf);
  // By group and split, the last column for none.
  const columns = splitNames.length + 1;
  const units = new Int32Array(images.length * columns).fill(-1);
  const unitOf = new Int32Array(images.length);
  const sizes = new Int32Array(images.length);
  const pinned: number[] = [];
  for (const i of orderByHash(images.length, (at) => `${seed}:${sourceRefs[at] ?? ''}`)) {
    const split = splitFor[i] ?? -1;
    const cell = (groupOf[i] ?? 0) * columns + split + 1;
    let unit = units[cell] ?? -1;
    if (unit < 0) {
      unit = pinned.push(split) - 1;
      units[cell] = unit;
    }
    unitOf[i] = unit;
    sizes[unit] = (sizes[unit] ?? 0) + 1;
  }
  return { count: pinned.length, unitOf, sizes: sizes.slice(0, pinned.length), pinned: Int32Array.from(pinned) };
}

/** Of each image its locked split, else that of most locked images of its group, else -1. */
function followLocked(groupOf: Int32Array, lockedOf: Int8Array): Int8Array {
  if (lockedOf.every((split) => split < 0)) return lockedOf;
  const counts = new Int32Array(groupOf.length * splitNames.length);
  lockedOf.forEach((split, i) => {
    const cell = (groupOf[i] ?? 0) * splitNames.length + split;
    if (split >= 0) counts[cell] = (counts[cell] ?? 0) + 1;
  });
  return lockedOf.map((split, i) => {
    if (split >= 0) return split;
    const [train = 0, val = 0, test = 0] = counts.subarray((groupOf[i] ?? 0) * splitNames.length);
    const most = Math.max(train, val, test);
    return most === 0 ? -1 : [train, val, test].indexOf(most);
  });
}
