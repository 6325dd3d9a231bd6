import { excessOf, missing, moveUnit, returnUnit, type SplitProblem, type SplitState } from './split-problem.js';

const candidatesTried = 2000;

interface Pair {
  readonly from: number;
  readonly to: number;
  /** By how much more `from` exceeds its size than `to` does. */
  readonly gap: number;
}

/**
 * Moves units from splits that are too large to those that are too small: single images until the sizes are exact, and whole
 * groups while two splits are further apart than the largest group. No gap between two splits is then wider than that, and as
 * all excesses add up to 0, each lies within the largest group of 0. Classes give way to this only where nothing else can:
 * then those go that take the fewest classes out of a split. No split is emptied.
 */
export function repairSizes(problem: SplitProblem, state: SplitState, free: readonly number[]): void {
  const largest = free.reduce((most, unit) => Math.max(most, problem.sizes[unit]!), 1);
  const repair = (least: number, limit: number): void => {
    const isMoved = (pair: Pair): boolean => moveOne(problem, state, free, pair, largest, limit);
    while (listPairs(problem, state, least).some(isMoved));
  };
  repair(1, missing / 2);
  repair(largest, Infinity);
}

function listPairs(problem: SplitProblem, state: SplitState, least: number): Pair[] {
  const splits = [...problem.shares.keys()];
  return splits
    .flatMap((from) => splits.map((to) => ({ from, to })))
    .filter(({ to }) => problem.shares[to]! > 0)
    .map(({ from, to }) => ({ from, to, gap: excessOf(problem, state, from) - excessOf(problem, state, to) }))
    .filter(({ gap }) => gap > least)
    .sort((a, b) => b.gap - a.gap);
}

/** Moves the unit that comes nearest to halving the gap and, among equals, spreads the boxes best. */
function moveOne(
  problem: SplitProblem,
  state: SplitState,
  free: readonly number[],
  { from, to, gap }: Pair,
  largest: number,
  limit: number,
): boolean {
  const most = gap > largest ? largest : 1;
  let best = { unit: -1, miss: Infinity, change: limit };
  let tried = 0;
  for (const unit of free) {
    const size = problem.sizes[unit]!;
    const miss = Math.abs(2 * size - gap);
    if (state.splitOf[unit] !== from || size > most || size === state.imagesIn[from] || miss > best.miss) continue;
    if (best.unit >= 0 && ++tried > candidatesTried) break;
    const change = moveUnit(problem, state, unit, to);
    returnUnit(problem, state, unit, from);
    if (change < (miss < best.miss ? limit : best.change)) best = { unit, miss, change };
  }
  if (best.unit < 0) return false;
  moveUnit(problem, state, best.unit, to);
  return true;
}
