import type { Sequence } from '../model/sequence.js';
import type { ClassCounts } from '../select/select-images.js';
import type { SplitShares } from './parse-split-spec.js';
import { type SplitName, splitNames } from './split-name.js';

/** How evenly a split shares images and boxes out; 0 everywhere is perfect. */
export interface SplitSpread {
  /** Sechidis et al. 2011, LD: how far the odds of a class in a split are from those in all images, the mean of all. */
  readonly labelsDistribution: number;
  /** The same, ED: how many images a split has more or fewer than its share, the mean of all. */
  readonly examplesDistribution: number;
  /** Classes without an image in a split, added up over the splits (of Sechidis' FLZ; FZ are the splits concerned). */
  readonly classesMissing: number;
  /** How far the boxes of a class in a split are from its share, as a part of the share: the mean of all, and the worst. */
  readonly boxShareError: { readonly mean: number; readonly worst: number };
}

interface Tally {
  /** By class and split, a last column for all: `class * 4 + split`. */
  readonly images: Float64Array;
  readonly boxes: Float64Array;
  /** Images by split, then all. */
  readonly sizes: readonly number[];
}

const columns = splitNames.length + 1;
const all = splitNames.length;

export function measureSpread(
  images: Sequence<{ readonly classCounts: ClassCounts }>,
  classCount: number,
  splits: readonly SplitName[],
  shares: SplitShares,
): SplitSpread {
  const tally = tallyClasses(images, classCount, splits);
  const used = [...splitNames.keys()].filter((s) => (shares[s] ?? 0) > 0);
  const drawn = Array.from({ length: classCount }, (_, k) => k).filter((k) => at(tally.boxes, k, all) > 0);
  const shareErrors = drawn.flatMap((k) =>
    used.map((s) => Math.abs(at(tally.boxes, k, s) / at(tally.boxes, k, all) / (shares[s] ?? 1) - 1)),
  );
  const oddsErrors = drawn.flatMap((k) => used.map((s) => Math.abs(oddsOf(tally, k, s) - oddsOf(tally, k, all))));
  const sizeErrors = used.map((s) => Math.abs((tally.sizes[s] ?? 0) - (shares[s] ?? 0) * splits.length));
  return {
    labelsDistribution: mean(oddsErrors),
    examplesDistribution: mean(sizeErrors),
    classesMissing: drawn.flatMap((k) => used.filter((s) => at(tally.images, k, s) === 0)).length,
    boxShareError: { mean: mean(shareErrors), worst: shareErrors.reduce((worst, one) => Math.max(worst, one), 0) },
  };
}

function tallyClasses(
  images: Sequence<{ readonly classCounts: ClassCounts }>,
  classCount: number,
  splits: readonly SplitName[],
): Tally {
  const imagesWith = new Float64Array(classCount * columns);
  const boxes = new Float64Array(classCount * columns);
  const sizes = new Array<number>(columns).fill(0);
  images.forEach(({ classCounts }, i) => {
    const split = splitNames.indexOf(splits[i] ?? 'train');
    for (const column of [split, all]) {
      sizes[column] = (sizes[column] ?? 0) + 1;
      for (const [classIndex, count] of classCounts) {
        const cell = classIndex * columns + column;
        imagesWith[cell] = (imagesWith[cell] ?? 0) + 1;
        boxes[cell] = (boxes[cell] ?? 0) + count;
      }
    }
  });
  return { images: imagesWith, boxes, sizes };
}

/** Images with the class over those without; one without at least, where the paper's formula divides by 0. */
function oddsOf({ images, sizes }: Tally, classIndex: number, column: number): number {
  const withClass = at(images, classIndex, column);
  return withClass / Math.max(1, (sizes[column] ?? 0) - withClass);
}

function at(values: Float64Array, classIndex: number, column: number): number {
  return values[classIndex * columns + column] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
