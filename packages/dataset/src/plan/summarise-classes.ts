import type { ClassCounts } from '../select/select-images.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import type { ClassSummary, ClassTally } from './dataset-plan.js';

/** The boxes of one image that can be used, and its split where it is kept. */
export interface TalliedImage {
  readonly classCounts: ClassCounts;
  readonly split: SplitName | undefined;
}

/** Images and boxes per class before and after balancing, and in each split. */
export function summariseClasses(classes: readonly string[], usable: Iterable<TalliedImage>): ClassSummary[] {
  const before = createTallies(classes.length);
  const after = createTallies(classes.length);
  const splits = new Map(splitNames.map((split) => [split, createTallies(classes.length)]));
  for (const { classCounts, split } of usable) {
    count(before, classCounts);
    if (split === undefined) continue;
    count(after, classCounts);
    count(splits.get(split) ?? [], classCounts);
  }
  const tallyOf = (split: SplitName, k: number): ClassTally => splits.get(split)?.[k] ?? none;
  return classes.map((name, k) => ({
    name,
    before: before[k] ?? none,
    after: after[k] ?? none,
    splits: { train: tallyOf('train', k), val: tallyOf('val', k), test: tallyOf('test', k) },
  }));
}

interface MutableTally {
  images: number;
  boxes: number;
}

const none: ClassTally = { images: 0, boxes: 0 };

function createTallies(classCount: number): MutableTally[] {
  return Array.from({ length: classCount }, () => ({ images: 0, boxes: 0 }));
}

function count(tallies: readonly MutableTally[], classCounts: ClassCounts): void {
  for (const [classIndex, boxes] of classCounts) {
    const tally = tallies[classIndex];
    if (!tally) continue;
    tally.images++;
    tally.boxes += boxes;
  }
}
