import { bringMissingClasses } from './bring-missing-classes.js';
import { repairSizes } from './repair-sizes.js';
import { excessOf, moveUnit, returnUnit, type SplitProblem, type SplitState } from './split-problem.js';

const leastTries = 100_000;
const mostTries = 600_000;

/**
 * Moves and swaps units that are not pinned as long as the split gets better: first the sizes, then every class in every
 * split, then an even spread. Changes `state`.
 */
export function improveSplit(problem: SplitProblem, state: SplitState): void {
  const free = Array.from({ length: problem.counts.rows }, (_, unit) => unit).filter((u) => problem.pinned[u]! < 0);
  const tries = Math.min(mostTries, Math.max(leastTries, 60 * free.length));
  bringMissingClasses(problem, state, free);
  if (free.some((unit) => problem.sizes[unit] !== 1)) spreadGroups(problem, state, free, tries);
  repairSizes(problem, state, free);
  swapEquals(problem, state, free, tries);
}

/** Units of several sizes: any swap or move that spreads the boxes better, with sizes as one more thing to spread. */
function spreadGroups(problem: SplitProblem, state: SplitState, free: readonly number[], tries: number): void {
  for (let n = 0; n < tries; n++) {
    const a = pick(problem, free);
    const b = pick(problem, free);
    const [from, to] = [state.splitOf[a]!, state.splitOf[b]!];
    if (from === to) continue;
    const before = sizeCost(problem, state);
    let change = moveUnit(problem, state, a, to);
    if (change + sizeCost(problem, state) - before < -1e-9) continue;
    change += moveUnit(problem, state, b, from);
    if (change + sizeCost(problem, state) - before < -1e-9) continue;
    returnUnit(problem, state, a, from);
    returnUnit(problem, state, b, to);
  }
}

/** The squared miss over the images wanted, which counts as much as all classes together. */
function sizeCost(problem: SplitProblem, state: SplitState): number {
  return problem.wantedSizes.reduce(
    (cost, wanted, split) =>
      cost + (problem.counts.classes * excessOf(problem, state, split) ** 2) / Math.max(wanted, 0.5),
    0,
  );
}

/** Swaps units of equal size, so that the sizes stay. */
function swapEquals(problem: SplitProblem, state: SplitState, free: readonly number[], tries: number): void {
  for (let n = 0; n < tries; n++) {
    const a = pick(problem, free);
    const b = pick(problem, free);
    const [splitA, splitB] = [state.splitOf[a]!, state.splitOf[b]!];
    if (splitA === splitB || problem.sizes[a] !== problem.sizes[b]) continue;
    const change = moveUnit(problem, state, a, splitB) + moveUnit(problem, state, b, splitA);
    if (change < -1e-9) continue;
    returnUnit(problem, state, a, splitA);
    returnUnit(problem, state, b, splitB);
  }
}

function pick({ random }: SplitProblem, units: readonly number[]): number {
  return units[Math.floor(random() * units.length)]!;
}
