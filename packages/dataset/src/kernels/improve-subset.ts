import { type CountMatrix, sumCounts } from './count-matrix.js';
import { subsetCost, type SubsetProblem, type SubsetTerm, termCost } from './subset-problem.js';

const least = 1e-12;
const addDropPasses = 20;
const swapRounds = 40;
/** Rows on each side that a swap is tried with: those about which the prices are least decided. */
const swapWidth = 150;

/**
 * Adds, drops and swaps whole rows as long as that makes the subset cheaper; `selected` is changed in place.
 * @param scores what each row is worth: swaps are tried among rows near zero
 * @returns the cost reached
 */
export function improveSubset(problem: SubsetProblem, selected: Uint8Array, scores: Float64Array): number {
  const state = createState(problem, selected);
  for (let pass = 0; pass < addDropPasses && addAndDrop(problem, state); pass++);
  for (let round = 0; round < swapRounds && swapOnce(problem, state, scores); round++) addAndDrop(problem, state);
  return subsetCost(problem.terms, state.totals);
}

interface State {
  readonly selected: Uint8Array;
  readonly totals: Float64Array;
  readonly termsOf: readonly (readonly SubsetTerm[])[];
  rows: number;
}

function createState({ counts, terms }: SubsetProblem, selected: Uint8Array): State {
  const termsOf: SubsetTerm[][] = Array.from({ length: counts.classes }, () => []);
  for (const term of terms) termsOf[term.classIndex]!.push(term);
  const rows = selected.reduce((sum, flag) => sum + flag, 0);
  return { selected, totals: sumCounts(counts, selected), termsOf, rows };
}

/** What taking (`sign` 1) or leaving (-1) a row would change in the cost. */
function costChange(counts: CountMatrix, { totals, termsOf }: State, row: number, sign: 1 | -1): number {
  let change = 0;
  for (let e = counts.offsets[row]!; e < counts.offsets[row + 1]!; e++) {
    const classIndex = counts.classOf[e]!;
    const before = totals[classIndex]!;
    const after = before + sign * counts.countOf[e]!;
    for (const term of termsOf[classIndex]!) change += termCost(term, after) - termCost(term, before);
  }
  return change;
}

function toggle(counts: CountMatrix, state: State, row: number): void {
  const sign = state.selected[row] ? -1 : 1;
  state.selected[row] = sign === 1 ? 1 : 0;
  state.rows += sign;
  for (let e = counts.offsets[row]!; e < counts.offsets[row + 1]!; e++)
    state.totals[counts.classOf[e]!]! += sign * counts.countOf[e]!;
}

function addAndDrop({ counts, maxRows }: SubsetProblem, state: State): boolean {
  let hasImproved = false;
  for (let row = 0; row < counts.rows; row++) {
    const isIn = state.selected[row] === 1;
    if (!isIn && state.rows >= maxRows) continue;
    if (costChange(counts, state, row, isIn ? -1 : 1) >= -least) continue;
    toggle(counts, state, row);
    hasImproved = true;
  }
  return hasImproved;
}

function swapOnce({ counts }: SubsetProblem, state: State, scores: Float64Array): boolean {
  const [inside, outside] = rowsNearZero(state.selected, scores);
  let hasImproved = false;
  for (const leaving of inside) {
    const saved = costChange(counts, state, leaving, -1);
    toggle(counts, state, leaving);
    let best = -1;
    let bestChange = -least;
    for (const entering of outside) {
      if (state.selected[entering]) continue;
      const change = saved + costChange(counts, state, entering, 1);
      if (change < bestChange) [best, bestChange] = [entering, change];
    }
    toggle(counts, state, best < 0 ? leaving : best);
    hasImproved ||= best >= 0;
  }
  return hasImproved;
}

function rowsNearZero(selected: Uint8Array, scores: Float64Array): [inside: number[], outside: number[]] {
  const rows = Array.from(selected.keys());
  const nearest = (flag: number): number[] =>
    rows
      .filter((row) => selected[row] === flag)
      .sort((a, b) => Math.abs(scores[a]!) - Math.abs(scores[b]!) || a - b)
      .slice(0, swapWidth);
  return [nearest(1), nearest(0)];
}
