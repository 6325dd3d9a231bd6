import type { CountMatrix } from './count-matrix.js';

/**
 * One wish: the class should have `target` boxes. Each box too few costs `underWeight / scale`, each too many
 * `overWeight / scale`; with scale = max(target, 1) the cost is a share of the target. A class may have several wishes.
 */
export interface SubsetTerm {
  readonly classIndex: number;
  readonly target: number;
  readonly underWeight: number;
  readonly overWeight: number;
  readonly scale: number;
}

/** Choose rows such that the sum of the terms' costs is least. */
export interface SubsetProblem {
  readonly counts: CountMatrix;
  readonly terms: readonly SubsetTerm[];
  /** At most so many rows. */
  readonly maxRows: number;
}

/** The cost of one term when its class has `count` boxes. */
export function termCost(term: SubsetTerm, count: number): number {
  const excess = count - term.target;
  return (excess > 0 ? excess * term.overWeight : -excess * term.underWeight) / term.scale;
}

export function subsetCost(terms: readonly SubsetTerm[], totals: Float64Array): number {
  let cost = 0;
  for (const term of terms) cost += termCost(term, totals[term.classIndex]!);
  return cost;
}
