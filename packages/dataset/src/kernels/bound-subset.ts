import type { CountMatrix } from './count-matrix.js';
import { nthLargest } from './nth-largest.js';
import { subsetCost, type SubsetProblem } from './subset-problem.js';

export interface BoundedSubset {
  /** No subset of whole rows costs less. */
  readonly bound: number;
  /** The cheapest subset met on the way. */
  readonly selected: Uint8Array;
  /** The share of passes that took each row, in [0, 1]: near 1/2 where the bound is undecided about it. */
  readonly taken: Float64Array;
  /** The price of each term that gives the bound. */
  readonly prices: Float64Array;
  /** What each row is worth at these prices, less what the room that it takes is worth: taken above zero. */
  readonly scores: Float64Array;
}

export interface BoundOptions {
  readonly passes: number;
  /** Where the ascent starts; default halfway between the weights. */
  readonly startPrices?: Float64Array;
}

/** As {@link boundingSubset}, without a pause. */
export function boundSubset(problem: SubsetProblem, options: BoundOptions): BoundedSubset {
  const ascent = boundingSubset(problem, options);
  for (;;) {
    const step = ascent.next();
    if (step.done) return step.value;
  }
}

/**
 * A lower bound on the cost by subgradient ascent on the dual of the linear relaxation (Held and Karp; Polyak's step).
 * With a price z in [-overWeight, underWeight] for each term, a row is worth the sum of price times count / scale; taking the
 * rows of positive worth (the most worth ones where rows are limited) minimises the Lagrangian, whose value is the bound.
 * Yields after each pass.
 */
export function* boundingSubset(
  problem: SubsetProblem,
  { passes, startPrices }: BoundOptions,
): Generator<void, BoundedSubset, void> {
  const { counts, terms } = problem;
  const prices = startPrices?.slice() ?? Float64Array.from(terms, (term) => (term.underWeight - term.overWeight) / 2);
  const work = createWorkspace(counts);
  const best = createBest(counts, prices);
  let step = 1;
  let stalled = 0;
  for (let pass = 0; pass < passes; pass++) {
    const bound = priceRows(problem, prices, work);
    keepCheapest(best, work, subsetCost(terms, work.totals));
    if (bound > best.bound) {
      if (bound > best.bound + 1e-6 * Math.abs(bound)) stalled = 0;
      best.bound = bound;
      best.scores.set(work.scores);
      best.roomPrice = work.roomPrice;
      best.prices.set(prices);
    } else if (++stalled >= 12) {
      step *= 0.6;
      stalled = 0;
    }
    best.passes++;
    if (best.cost - best.bound <= 1e-9 || !ascend(problem, prices, work.totals, step * (best.cost - bound))) break;
    yield;
  }
  return {
    bound: Math.max(0, best.bound),
    selected: best.selected,
    taken: best.timesTaken.map((times) => times / best.passes),
    prices: best.prices,
    scores: best.scores.map((score) => score - best.roomPrice),
  };
}

interface Best {
  bound: number;
  cost: number;
  passes: number;
  roomPrice: number;
  readonly selected: Uint8Array;
  readonly timesTaken: Float64Array;
  readonly prices: Float64Array;
  readonly scores: Float64Array;
}

function createBest({ rows }: CountMatrix, prices: Float64Array): Best {
  return {
    bound: -Infinity,
    cost: Infinity,
    passes: 0,
    roomPrice: 0,
    selected: new Uint8Array(rows),
    timesTaken: new Float64Array(rows),
    prices: prices.slice(),
    scores: new Float64Array(rows),
  };
}

function keepCheapest(best: Best, { selected }: Workspace, cost: number): void {
  for (let i = 0; i < selected.length; i++) best.timesTaken[i]! += selected[i]!;
  if (cost >= best.cost) return;
  best.cost = cost;
  best.selected.set(selected);
}

interface Workspace {
  readonly classPrices: Float64Array;
  readonly scores: Float64Array;
  readonly scratch: Float64Array;
  readonly selected: Uint8Array;
  readonly totals: Float64Array;
  /** What the row is worth that gets the last room; 0 where there is room for all. */
  roomPrice: number;
}

function createWorkspace(counts: CountMatrix): Workspace {
  return {
    classPrices: new Float64Array(counts.classes),
    scores: new Float64Array(counts.rows),
    scratch: new Float64Array(counts.rows),
    selected: new Uint8Array(counts.rows),
    totals: new Float64Array(counts.classes),
    roomPrice: 0,
  };
}

/** Fills scores, selection and totals for these prices; gives the dual's value. */
function priceRows({ counts, terms, maxRows }: SubsetProblem, prices: Float64Array, work: Workspace): number {
  work.classPrices.fill(0);
  let value = 0;
  terms.forEach((term, t) => {
    const price = prices[t]! / term.scale;
    work.classPrices[term.classIndex]! += price;
    value += price * term.target;
  });
  scoreRows(counts, work.classPrices, work.scores);
  selectBest(work, maxRows);
  work.totals.fill(0);
  for (let i = 0; i < counts.rows; i++) {
    if (work.selected[i] === 0) continue;
    value -= work.scores[i]!;
    for (let e = counts.offsets[i]!; e < counts.offsets[i + 1]!; e++)
      work.totals[counts.classOf[e]!]! += counts.countOf[e]!;
  }
  return value;
}

function scoreRows(
  { rows, offsets, classOf, countOf }: CountMatrix,
  classPrices: Float64Array,
  scores: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    let score = 0;
    for (let e = offsets[i]!; e < offsets[i + 1]!; e++) score += classPrices[classOf[e]!]! * countOf[e]!;
    scores[i] = score;
  }
}

/** Flags the rows of positive score, at most `maxRows` of them: the largest, ties in the order of the rows. */
function selectBest(work: Workspace, maxRows: number): void {
  const { scores, selected, scratch } = work;
  let positive = 0;
  for (let i = 0; i < scores.length; i++) {
    selected[i] = scores[i]! > 0 ? 1 : 0;
    if (selected[i]) scratch[positive++] = scores[i]!;
  }
  work.roomPrice = 0;
  if (positive <= maxRows) return;
  const least = maxRows > 0 ? nthLargest(scratch, positive, maxRows) : Infinity;
  work.roomPrice = least;
  let above = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > least) above++;
  for (let i = 0; i < scores.length; i++)
    selected[i] = scores[i]! > least || (scores[i] === least && above++ < maxRows) ? 1 : 0;
}

/** One step of the prices along the subgradient within their range; false where there is nothing left to gain. */
function ascend({ terms }: SubsetProblem, prices: Float64Array, totals: Float64Array, length: number): boolean {
  const slopes = terms.map((term, t) => {
    const slope = (term.target - totals[term.classIndex]!) / term.scale;
    const isHeld = slope > 0 ? prices[t]! >= term.underWeight : prices[t]! <= -term.overWeight;
    return isHeld ? 0 : slope;
  });
  const norm = slopes.reduce((sum, slope) => sum + slope * slope, 0);
  if (norm === 0) return false;
  terms.forEach((term, t) => {
    prices[t] = Math.min(term.underWeight, Math.max(-term.overWeight, prices[t]! + (length / norm) * slopes[t]!));
  });
  return true;
}
