import type { ClassSummary } from '../plan/dataset-plan.js';
import { type BalanceMeasures, measureClasses } from './measure-classes.js';

/** How balanced the usable images were, and how balanced those are that were kept. */
export interface DatasetMeasures {
  readonly before: BalanceMeasures;
  readonly after: BalanceMeasures;
  /** Images kept, as a share of those that could be used. */
  readonly imagesKept: number;
}

/**
 * @param images how many could be used, and how many are kept
 * @param targets boxes wanted of each class; left out without balancing
 */
export function measureDataset(
  classes: readonly ClassSummary[],
  images: { readonly before: number; readonly after: number },
  targets: readonly (number | undefined)[] = [],
): DatasetMeasures {
  const possibleClasses = classes.filter((one) => one.before.boxes > 0).length;
  const measure = (when: 'before' | 'after'): BalanceMeasures =>
    measureClasses({
      images: images[when],
      classNames: classes.map((one) => one.name),
      tallies: classes.map((one) => one[when]),
      possibleClasses,
      targets,
    });
  return { before: measure('before'), after: measure('after'), imagesKept: images.after / images.before };
}
