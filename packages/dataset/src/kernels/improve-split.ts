import { moveUnit, sizeCost, type SplitProblem, type SplitState } from './split-problem.js';

const partnersTried = 200;
const leastTries = 100_000;
const mostTries = 600_000;

/** Moves and swaps units as long as the split gets better; exact sizes come before an even spread. Changes `state`. */
export function improveSplit(problem: SplitProblem, state: SplitState): void {
  repairSizes(problem, state);
  bringMissingClasses(problem, state);
  swapAtRandom(problem, state);
}

/** Moves units out of splits that are too large while that brings the sizes nearer. */
function repairSizes(problem: SplitProblem, state: SplitState): void {
  const { counts, shares } = problem;
  for (let unit = 0; unit < counts.rows; unit++)
    for (let split = 0; split < shares.length; split++) {
      const from = state.splitOf[unit]!;
      if (split === from || shares[split] === 0 || state.imagesIn[from]! <= problem.wantedSizes[from]!) continue;
      const before = sizeCost(problem, state);
      const change = moveUnit(problem, state, unit, split);
      if (sizeCost(problem, state) - before + change >= 0) moveUnit(problem, state, unit, from);
    }
}

/** For each class that a split lacks and could have: swaps a unit that has it for the best one of that split. */
function bringMissingClasses(problem: SplitProblem, state: SplitState): void {
  const splits = problem.shares.length;
  for (let cell = 0; cell < state.missingCost.length; cell++) {
    if (state.unitsIn[cell]! > 0 || state.missingCost[cell] === 0) continue;
    bringClass(problem, state, Math.floor(cell / splits), cell % splits);
  }
}

function bringClass(problem: SplitProblem, state: SplitState, classIndex: number, split: number): void {
  const { counts } = problem;
  const partners = unitsWhere(counts.rows, (unit) => state.splitOf[unit] === split).slice(0, partnersTried);
  const carriers = unitsWhere(counts.rows, (unit) => hasClass(problem, unit, classIndex)).slice(0, partnersTried);
  let best: [a: number, b: number] | undefined;
  let bestChange = -1e-9;
  for (const a of carriers)
    for (const b of partners) {
      const change = trySwap(problem, state, a, b, -Infinity);
      if (change < bestChange) [best, bestChange] = [[a, b], change];
    }
  if (best) trySwap(problem, state, ...best, 0);
}

function swapAtRandom(problem: SplitProblem, state: SplitState): void {
  const units = problem.counts.rows;
  const tries = Math.min(mostTries, Math.max(leastTries, 60 * units));
  for (let n = 0; n < tries; n++) {
    const a = Math.floor(problem.random() * units);
    const b = Math.floor(problem.random() * units);
    trySwap(problem, state, a, b, -1e-9);
  }
}

/** Swaps the splits of two units of equal size; takes it back unless the change in cost is below `limit`. Gives the change. */
function trySwap(problem: SplitProblem, state: SplitState, a: number, b: number, limit: number): number {
  const splitA = state.splitOf[a]!;
  const splitB = state.splitOf[b]!;
  if (splitA === splitB || problem.sizes[a] !== problem.sizes[b]) return 0;
  const change = moveUnit(problem, state, a, splitB) + moveUnit(problem, state, b, splitA);
  if (change >= limit) {
    moveUnit(problem, state, a, splitA);
    moveUnit(problem, state, b, splitB);
  }
  return change;
}

function hasClass({ counts }: SplitProblem, unit: number, classIndex: number): boolean {
  for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++)
    if (counts.classOf[e] === classIndex) return true;
  return false;
}

function unitsWhere(units: number, isWanted: (unit: number) => boolean): number[] {
  return Array.from({ length: units }, (_, unit) => unit).filter(isWanted);
}
