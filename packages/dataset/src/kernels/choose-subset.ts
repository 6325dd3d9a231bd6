import { type BoundedSubset, boundingSubset } from './bound-subset.js';
import { diveSubset } from './dive-subset.js';
import { improveSubset } from './improve-subset.js';
import { seededRandom } from './seeded-random.js';
import type { SubsetProblem } from './subset-problem.js';
import { createSubsetState } from './subset-state.js';

export interface ChosenSubset {
  /** 1 for each row that is taken. */
  readonly selected: Uint8Array;
  readonly cost: number;
  /** No subset of whole rows costs less. */
  readonly bound: number;
  /** (cost - bound) / cost: at most so much of the cost could have been avoided. 0 when the cost is 0. */
  readonly gap: number;
}

/** How far a search is; `total` is an upper limit until the last step. */
export interface SearchProgress {
  readonly done: number;
  readonly total: number;
}

const passes = 400;
/** A search ends when no more than this share of its cost could be avoided. */
const gapEnough = 1e-4;
/** Rows that a dive decides about, in turn: few follow the bound closely, many can mend more. */
const diveWidths = [500, 1000, 2000];
const mostDives = 40;
const fewestDives = 8;
/** Dives cost about as much as there are counts; so many of them all are the budget. */
const countsPerSearch = 8e6;
const undecidedWidth = 600;

/** As {@link choosingSubset}, without a pause. */
export function chooseSubset(problem: SubsetProblem): ChosenSubset {
  const search = choosingSubset(problem);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/**
 * A near-cheapest subset of whole rows and a proof of how near: the dual's prices bound the cost and say which rows are
 * undecided, dives round these, local search mends what whole rows leave. Deterministic: the seed is fixed, ties go to the
 * earlier row. Yields after each step, so that a caller may show progress, let others work, or stop.
 */
export function* choosingSubset(problem: SubsetProblem): Generator<SearchProgress, ChosenSubset, void> {
  const dives = Math.min(mostDives, Math.max(fewestDives, Math.round(countsPerSearch / problem.counts.classOf.length)));
  const total = passes + dives;
  const ascent = boundingSubset(problem, { passes });
  let done = 0;
  let pass = ascent.next();
  for (; !pass.done; pass = ascent.next()) yield { done: ++done, total };
  const dual = pass.value;
  const undecided = leastDecided(dual.scores);
  const mend = (selected: Uint8Array): ChosenSubset => {
    const state = createSubsetState(problem, selected);
    return toChosen(state.selected, improveSubset(state, undecided.slice(0, undecidedWidth)), dual.bound);
  };
  let best = cheaper(mend(dual.selected), mend(roundTaken(dual, problem.maxRows)));
  const decided = Uint8Array.from(dual.scores, (score) => (score > 0 ? 1 : 0));
  const random = seededRandom(problem.counts.rows);
  for (let dive = 0; dive < dives && best.gap > gapEnough; dive++) {
    const slack = best.cost - dual.bound;
    // A subset cheaper than the best agrees with the prices about every row worth more than the slack.
    const open = undecided
      .slice(0, diveWidths[dive % diveWidths.length])
      .filter((i) => Math.abs(dual.scores[i]!) <= slack);
    const start = { selected: decided, open: open.sort((a, b) => a - b), prices: dual.prices };
    best = cheaper(best, mend(diveSubset(problem, start, random).selected));
    yield { done: passes + dive, total };
  }
  yield { done: total, total };
  return best;
}

function toChosen(selected: Uint8Array, cost: number, bound: number): ChosenSubset {
  const gap = cost > 1e-9 ? Math.max(0, (cost - bound) / cost) : 0;
  return { selected, cost, bound: Math.min(bound, cost), gap };
}

/** Sums in another order differ in the last digits: no reason to change. */
function cheaper(best: ChosenSubset, other: ChosenSubset): ChosenSubset {
  return other.cost < best.cost - 1e-12 ? other : best;
}

/** All rows that a search may look at more than once, those worth least to either side first. */
function leastDecided(scores: Float64Array): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => Math.abs(scores[a]!) - Math.abs(scores[b]!) || a - b)
    .slice(0, Math.max(...diveWidths));
}

/** The rows that at least half of the passes took, the most often taken first where rows are limited. */
function roundTaken({ taken }: BoundedSubset, maxRows: number): Uint8Array {
  const rows = Array.from(taken.keys()).filter((row) => taken[row]! >= 0.5);
  if (rows.length > maxRows) rows.sort((a, b) => taken[b]! - taken[a]! || a - b);
  const selected = new Uint8Array(taken.length);
  for (const row of rows.slice(0, maxRows)) selected[row] = 1;
  return selected;
}
