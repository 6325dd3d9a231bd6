import { sumCounts } from './count-matrix.js';
import type { SubsetProblem } from './subset-problem.js';

/** A subset while it is being changed: which rows are in, how many boxes each class has, and the terms laid out by class. */
export interface SubsetState {
  readonly problem: SubsetProblem;
  /** 1 for each row that is in; changed by {@link toggleRow} alone. */
  readonly selected: Uint8Array;
  readonly totals: Float64Array;
  /** Class `k` has the terms `termOffsets[k]` to `termOffsets[k + 1]`. */
  readonly termOffsets: Int32Array;
  readonly targets: Float64Array;
  /** The cost of each box too few, and of each too many. */
  readonly underCosts: Float64Array;
  readonly overCosts: Float64Array;
  rows: number;
}

/** @param selected becomes part of the state and changes with it */
export function createSubsetState(problem: SubsetProblem, selected: Uint8Array): SubsetState {
  const { counts } = problem;
  const terms = problem.terms.toSorted((a, b) => a.classIndex - b.classIndex);
  const termOffsets = new Int32Array(counts.classes + 1);
  for (const { classIndex } of terms) termOffsets[classIndex + 1]! += 1;
  for (let k = 0; k < counts.classes; k++) termOffsets[k + 1]! += termOffsets[k]!;
  return {
    problem,
    selected,
    totals: sumCounts(counts, selected),
    termOffsets,
    targets: Float64Array.from(terms, ({ target }) => target),
    underCosts: Float64Array.from(terms, ({ underWeight, scale }) => underWeight / scale),
    overCosts: Float64Array.from(terms, ({ overWeight, scale }) => overWeight / scale),
    rows: selected.reduce((sum, flag) => sum + flag, 0),
  };
}

/** What taking the row in, or leaving it out where it is in, would change in the cost. */
export function toggleChange(state: SubsetState, row: number): number {
  const { offsets, classOf, countOf } = state.problem.counts;
  const sign = state.selected[row] === 1 ? -1 : 1;
  let change = 0;
  for (let e = offsets[row]!; e < offsets[row + 1]!; e++) change += classChange(state, classOf[e]!, sign * countOf[e]!);
  return change;
}

function classChange(
  { termOffsets, targets, underCosts, overCosts, totals }: SubsetState,
  classIndex: number,
  boxes: number,
): number {
  const before = totals[classIndex]!;
  let change = 0;
  for (let t = termOffsets[classIndex]!; t < termOffsets[classIndex + 1]!; t++) {
    const excess = before - targets[t]!;
    const excessAfter = excess + boxes;
    change += excessAfter > 0 ? excessAfter * overCosts[t]! : -excessAfter * underCosts[t]!;
    change -= excess > 0 ? excess * overCosts[t]! : -excess * underCosts[t]!;
  }
  return change;
}

/** Takes the row in, or leaves it out where it is in. */
export function toggleRow(state: SubsetState, row: number): void {
  const { offsets, classOf, countOf } = state.problem.counts;
  const sign = state.selected[row] === 1 ? -1 : 1;
  state.selected[row] = sign === 1 ? 1 : 0;
  state.rows += sign;
  for (let e = offsets[row]!; e < offsets[row + 1]!; e++) state.totals[classOf[e]!]! += sign * countOf[e]!;
}
