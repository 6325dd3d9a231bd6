import { splitNames } from '../split/split-name.js';
import type { ClassSummary, ClassTally, PlannedImage } from './dataset-plan.js';
import type { PreparedImage } from './prepare-image.js';

/** Images and boxes per class before and after balancing, and in each split. */
export function summariseClasses(
  classes: readonly string[],
  before: readonly PreparedImage[],
  after: readonly PlannedImage[],
): ClassSummary[] {
  const usable = tally(classes.length, before);
  const kept = tally(classes.length, after);
  const [train = [], val = [], test = []] = splitNames.map((split) =>
    tally(
      classes.length,
      after.filter((image) => image.split === split),
    ),
  );
  return classes.map((name, k) => ({
    name,
    before: usable[k] ?? none,
    after: kept[k] ?? none,
    splits: { train: train[k] ?? none, val: val[k] ?? none, test: test[k] ?? none },
  }));
}

const none: ClassTally = { images: 0, boxes: 0 };

function tally(classCount: number, images: readonly PreparedImage[]): ClassTally[] {
  const tallies = Array.from({ length: classCount }, () => ({ images: 0, boxes: 0 }));
  for (const { classCounts } of images)
    for (const [classIndex, count] of classCounts) {
      const one = tallies[classIndex];
      if (!one) continue;
      one.images++;
      one.boxes += count;
    }
  return tallies;
}
