import { missing, moveUnit, returnUnit, type SplitProblem, type SplitState } from './split-problem.js';

const partnersTried = 200;
const rounds = 5;

/**
 * For each class that a split lacks and could have, which random swaps among very many images may never bring: swaps a unit that has it for the best one of that split, or moves it there
 * where no swap of equals does. Bringing one class can take another away, so that it is tried again.
 */
export function bringMissingClasses(problem: SplitProblem, state: SplitState, free: readonly number[]): void {
  const splits = problem.shares.length;
  for (let round = 0; round < rounds; round++) {
    let isComplete = true;
    for (let cell = 0; cell < state.missingCost.length; cell++) {
      if (state.unitsIn[cell]! > 0 || state.missingCost[cell] === 0) continue;
      isComplete = false;
      bringClass(problem, state, free, Math.floor(cell / splits), cell % splits);
    }
    if (isComplete) return;
  }
}

function bringClass(
  problem: SplitProblem,
  state: SplitState,
  free: readonly number[],
  classIndex: number,
  split: number,
): void {
  const carriers = free.filter((unit) => hasClass(problem, unit, classIndex)).slice(0, partnersTried);
  const partners = free.filter((unit) => state.splitOf[unit] === split).slice(0, partnersTried);
  let best: { a: number; b: number | undefined; change: number } | undefined;
  for (const a of carriers) {
    const from = state.splitOf[a]!;
    const moved = moveUnit(problem, state, a, split);
    for (const b of partners) {
      if (problem.sizes[a] !== problem.sizes[b]) continue;
      const change = moved + moveUnit(problem, state, b, from);
      returnUnit(problem, state, b, split);
      if (change < (best?.change ?? -missing / 2)) best = { a, b, change };
    }
    // A move changes the sizes, which are put right later: worth it only where no swap brings the class.
    if (!best && moved < -missing / 2) best = { a, b: undefined, change: -missing / 2 };
    returnUnit(problem, state, a, from);
  }
  if (!best) return;
  const from = state.splitOf[best.a]!;
  moveUnit(problem, state, best.a, split);
  if (best.b !== undefined) moveUnit(problem, state, best.b, from);
}

function hasClass({ counts }: SplitProblem, unit: number, classIndex: number): boolean {
  for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++)
    if (counts.classOf[e] === classIndex) return true;
  return false;
}
