import { stableHash } from '../model/stable-hash.js';
import type { ClassCounts } from '../select/select-images.js';
import type { OversampleSpec } from './parse-oversample-spec.js';
import { repeatFactors } from './repeat-factors.js';
import { chooseCopyMark, copyFileName } from './copy-file-name.js';

export interface OversampledImage {
  readonly fileName: string;
  readonly sourceRef: string;
  readonly classCounts: ClassCounts;
}

export interface Oversampling {
  readonly threshold: number;
  /** The names of the copies of an image, beside its own. */
  readonly copiesOf: ReadonlyMap<string, readonly string[]>;
  /** Boxes of each class in train, copies included. */
  readonly boxesPerClass: readonly number[];
}

/**
 * Copies of train's images, so that images with rare classes are seen more often. Names differ, because YOLOv5 takes an image
 * once however often a list names it. A factor between two whole numbers is rounded up for as large a share of the images as
 * its fraction says; the hash of seed and source-ref decides for which, so that the expectation is kept and the order is not.
 * @param train images of the train split; other splits are never repeated
 */
export function oversampleImages(
  train: readonly OversampledImage[],
  classCount: number,
  { threshold }: OversampleSpec,
  seed: number,
): Oversampling {
  const factors = repeatFactors(
    train.map((image) => image.classCounts),
    threshold,
  );
  const mark = chooseCopyMark(train.map((image) => image.fileName));
  const boxesPerClass = new Array<number>(classCount).fill(0);
  const copiesOf = new Map<string, string[]>();
  train.forEach(({ fileName, sourceRef, classCounts }, i) => {
    const times = Math.floor((factors[i] ?? 1) + unitHash(`oversample:${seed}:${sourceRef}`));
    for (const [k, count] of classCounts) boxesPerClass[k] = (boxesPerClass[k] ?? 0) + times * count;
    if (times > 1)
      copiesOf.set(
        fileName,
        Array.from({ length: times - 1 }, (_, copy) => copyFileName(fileName, mark, copy + 2)),
      );
  });
  return { threshold, copiesOf, boxesPerClass };
}

/** In [0, 1), as if drawn at random. */
function unitHash(text: string): number {
  return Number.parseInt(stableHash(text, 12), 16) / 16 ** 12;
}
