import { subsetCost } from './subset-problem.js';
import { type SubsetState, toggleChange, toggleRow } from './subset-state.js';

const least = 1e-12;
const addDropPasses = 20;
const swapRounds = 40;
/** Rows on each side that a swap is tried with: those about which the prices are least decided. */
const swapWidth = 150;

/**
 * Adds, drops and swaps whole rows as long as that makes the subset cheaper.
 * @param undecided rows to try swaps with, the least decided first
 * @returns the cost reached
 */
export function improveSubset(state: SubsetState, undecided: readonly number[]): number {
  addAndDropAll(state);
  for (let round = 0; round < swapRounds && swapOnce(state, undecided); round++) addAndDropAll(state);
  return subsetCost(state.problem.terms, state.totals);
}

function addAndDropAll(state: SubsetState): void {
  for (let pass = 0; pass < addDropPasses && addAndDrop(state); pass++);
}

function addAndDrop(state: SubsetState): boolean {
  const { selected, problem } = state;
  let hasImproved = false;
  for (let row = 0; row < selected.length; row++) {
    const hasRoom = selected[row] === 1 || state.rows < problem.maxRows;
    if (!hasRoom || toggleChange(state, row) >= -least) continue;
    toggleRow(state, row);
    hasImproved = true;
  }
  return hasImproved;
}

function swapOnce(state: SubsetState, undecided: readonly number[]): boolean {
  const { selected } = state;
  const inside = undecided.filter((row) => selected[row] === 1).slice(0, swapWidth);
  const outside = undecided.filter((row) => selected[row] === 0).slice(0, swapWidth);
  let hasImproved = false;
  for (const leaving of inside) {
    const saved = toggleChange(state, leaving);
    toggleRow(state, leaving);
    let best = -1;
    let bestChange = -least;
    for (const entering of outside) {
      if (selected[entering] === 1) continue;
      const change = saved + toggleChange(state, entering);
      if (change < bestChange) [best, bestChange] = [entering, change];
    }
    toggleRow(state, best < 0 ? leaving : best);
    hasImproved ||= best >= 0;
  }
  return hasImproved;
}
