import type { ClassTally } from '../plan/dataset-plan.js';

/** How far a class is from its target, as a share of the target: -0.1 is a tenth too few. */
export interface ClassDeviation {
  readonly className: string;
  readonly deviation: number;
}

export interface TargetDeviation {
  /** Mean of |boxes - target| / target over the classes that have one. */
  readonly mean: number;
  readonly worstUnder: ClassDeviation | null;
  readonly worstOver: ClassDeviation | null;
}

/** How evenly the boxes of a set of images are spread over the classes. Ratios are null where there is no class to compare. */
export interface BalanceMeasures {
  readonly images: number;
  readonly boxes: number;
  /** In the order of the classes. */
  readonly boxesPerClass: readonly number[];
  readonly imagesPerClass: readonly number[];
  /** Boxes of the most frequent class to those of the rarest that has any; at least 1. */
  readonly maxMinRatio: number | null;
  /** MeanIR: mean over the classes of max / count (Charte et al. 2015); 1 when all are alike. */
  readonly meanImbalanceRatio: number | null;
  /** CVIR: the standard deviation (n - 1) of max / count, as a share of its mean; 0 when all are alike. */
  readonly imbalanceVariation: number | null;
  /** H / ln K, H the entropy of the classes' shares and K the classes that there were before: in [0, 1], 1 when all are alike. */
  readonly evenness: number | null;
  readonly targetDeviation: TargetDeviation | null;
}

export interface MeasuredImages {
  readonly images: number;
  readonly classNames: readonly string[];
  readonly tallies: readonly ClassTally[];
  /** How many classes the boxes could be spread over. */
  readonly possibleClasses: number;
  /** Boxes wanted of each class; undefined where nothing is wanted. */
  readonly targets: readonly (number | undefined)[];
}

export function measureClasses({
  images,
  classNames,
  tallies,
  possibleClasses,
  targets,
}: MeasuredImages): BalanceMeasures {
  const boxesPerClass = tallies.map((tally) => tally.boxes);
  const counts = boxesPerClass.filter((count) => count > 0);
  const most = Math.max(...counts);
  const ratios = counts.map((count) => most / count);
  const hasAny = counts.length > 0;
  return {
    images,
    boxes: sum(counts),
    boxesPerClass,
    imagesPerClass: tallies.map((tally) => tally.images),
    maxMinRatio: hasAny ? most / Math.min(...counts) : null,
    meanImbalanceRatio: hasAny ? mean(ratios) : null,
    imbalanceVariation: hasAny ? standardDeviation(ratios) / mean(ratios) : null,
    evenness: hasAny ? toEvenness(counts, possibleClasses) : null,
    targetDeviation: measureDeviation(boxesPerClass, classNames, targets),
  };
}

function toEvenness(counts: readonly number[], classes: number): number {
  if (classes < 2) return 1;
  const total = sum(counts);
  const entropy = sum(counts.map((count) => -(count / total) * Math.log(count / total)));
  return Math.min(1, entropy / Math.log(classes));
}

function measureDeviation(
  boxes: readonly number[],
  classNames: readonly string[],
  targets: readonly (number | undefined)[],
): TargetDeviation | null {
  const deviations = boxes.flatMap((count, k): ClassDeviation[] => {
    const target = targets[k] ?? 0;
    return target > 0 ? [{ className: classNames[k] ?? '', deviation: (count - target) / target }] : [];
  });
  if (deviations.length === 0) return null;
  const furthest = (sign: 1 | -1): ClassDeviation | null => {
    const [first] = deviations
      .filter(({ deviation }) => sign * deviation > 1e-9)
      .sort((a, b) => sign * (b.deviation - a.deviation));
    return first ?? null;
  };
  return {
    mean: mean(deviations.map(({ deviation }) => Math.abs(deviation))),
    worstUnder: furthest(-1),
    worstOver: furthest(1),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}
