import type { RecordedDataset } from '../../dataset-json/parse-dataset-json.js';
import { type SplitName, splitNames } from '../../split/split-name.js';

export interface ClassTally {
  readonly images: number;
  readonly boxes: number;
}

export interface ClassCounts extends ClassTally {
  readonly classIndex: number;
  readonly name: string;
  /** Before balancing; `undefined` where the dataset doesn't record it. */
  readonly before: ClassTally | undefined;
  readonly splits: Readonly<Partial<Record<SplitName, ClassTally>>>;
}

/** Images and boxes of each class, in the order of the classes, as dataset.json records them. */
export function countClasses({ classes, splits, usable }: RecordedDataset): ClassCounts[] {
  return classes.map((name, k) => {
    const perSplit = splitNames.flatMap((split) => {
      const counts = splits[split];
      return counts ? [[split, tallyOf(counts, k)] as const] : [];
    });
    return {
      classIndex: k,
      name,
      before: usable && tallyOf(usable, k),
      images: perSplit.reduce((sum, [, tally]) => sum + tally.images, 0),
      boxes: perSplit.reduce((sum, [, tally]) => sum + tally.boxes, 0),
      splits: Object.fromEntries(perSplit),
    };
  });
}

function tallyOf(
  counts: { readonly imagesPerClass: readonly number[]; readonly boxesPerClass: readonly number[] },
  k: number,
): ClassTally {
  return { images: counts.imagesPerClass[k] ?? 0, boxes: counts.boxesPerClass[k] ?? 0 };
}
