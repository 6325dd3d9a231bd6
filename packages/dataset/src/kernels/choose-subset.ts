import { boundSubset } from './bound-subset.js';
import { improveSubset } from './improve-subset.js';
import type { SubsetProblem } from './subset-problem.js';

export interface ChosenSubset {
  /** 1 for each row that is taken. */
  readonly selected: Uint8Array;
  readonly cost: number;
  /** No subset of whole rows costs less. */
  readonly bound: number;
  /** (cost - bound) / cost: at most so much of the cost could have been avoided. 0 when the cost is 0. */
  readonly gap: number;
}

/**
 * A near-cheapest subset of whole rows and a proof of how near: the dual's prices choose the rows, local search mends what
 * whole rows leave. Deterministic: ties go to the earlier row.
 */
export function chooseSubset(problem: SubsetProblem): ChosenSubset {
  const { bound, selected, taken, scores } = boundSubset(problem);
  const starts = [selected, roundTaken(taken, problem.maxRows)];
  const ends = starts.map((start) => ({ selected: start, cost: improveSubset(problem, start, scores) }));
  const best = ends.reduce((a, b) => (b.cost < a.cost ? b : a));
  const gap = best.cost > 1e-9 ? Math.max(0, (best.cost - bound) / best.cost) : 0;
  return { ...best, bound: Math.min(bound, best.cost), gap };
}

/** The rows that at least half of the passes took, the most often taken first where rows are limited. */
function roundTaken(taken: Float64Array, maxRows: number): Uint8Array {
  const rows = Array.from(taken.keys()).filter((row) => taken[row]! >= 0.5);
  if (rows.length > maxRows) rows.sort((a, b) => taken[b]! - taken[a]! || a - b);
  const selected = new Uint8Array(taken.length);
  for (const row of rows.slice(0, maxRows)) selected[row] = 1;
  return selected;
}
