import { boundSubset } from './bound-subset.js';
import { takeRows } from './count-matrix.js';
import type { SubsetProblem } from './subset-problem.js';
import { createSubsetState, type SubsetState, toggleRow } from './subset-state.js';

const passesPerLevel = 60;
/** The share of the open rows that each level settles. */
const settledShare = 0.3;
/** So few rows are settled at once. */
const fewRows = 8;
/** How much chance may shift the order in which rows are settled, beside a certainty of at most 1/2. */
const jitter = 0.2;

export interface DiveStart {
  /** 1 for each row that is in; what it says of the open rows doesn't count. */
  readonly selected: Uint8Array;
  /** Rows to decide about, in ascending order. */
  readonly open: readonly number[];
  readonly prices: Float64Array;
}

/**
 * Rounds the relaxation by diving (Caprara, Fischetti and Toth 1999): the rows of which the dual is surest are settled, the
 * dual of what is left is climbed again from the prices found, and so on until no row is open.
 * @param random what makes one dive differ from the next
 */
export function diveSubset(
  problem: SubsetProblem,
  { selected, open, prices }: DiveStart,
  random: () => number,
): SubsetState {
  const state = createSubsetState(problem, selected.slice());
  for (const row of open) if (state.selected[row] === 1) toggleRow(state, row);
  let left = open;
  let startPrices = prices;
  while (left.length > 0) {
    const found = boundSubset(remainder(state, left), { passes: passesPerLevel, startPrices });
    startPrices = found.prices;
    const [settled, open] = partBySureness(left, found.taken, random);
    const isLast = open.length === 0;
    const takenOf = (i: number): number => (isLast ? found.selected[i]! : found.taken[i]!);
    const entering = settled.filter((i) => takenOf(i) >= 0.5).sort((a, b) => takenOf(b) - takenOf(a) || a - b);
    for (const i of entering) if (state.rows < problem.maxRows) toggleRow(state, left[i]!);
    left = open.map((i) => left[i]!);
  }
  return state;
}

/** The same problem over the open rows alone, given what is settled. */
function remainder({ problem, totals, rows }: SubsetState, open: readonly number[]): SubsetProblem {
  return {
    counts: takeRows(problem.counts, open),
    terms: problem.terms.map((term) => ({ ...term, target: term.target - totals[term.classIndex]! })),
    maxRows: problem.maxRows - rows,
  };
}

/** Positions in `rows`: those to settle now, and the others in ascending order. */
function partBySureness(
  rows: readonly number[],
  taken: Float64Array,
  random: () => number,
): [settled: number[], open: number[]] {
  const sureness = rows.map((_, i) => Math.abs(taken[i]! - 0.5) + jitter * random());
  const order = Array.from(rows.keys()).sort((a, b) => sureness[b]! - sureness[a]! || a - b);
  const count = rows.length < fewRows ? rows.length : Math.ceil(rows.length * settledShare);
  return [order.slice(0, count), order.slice(count).sort((a, b) => a - b)];
}
