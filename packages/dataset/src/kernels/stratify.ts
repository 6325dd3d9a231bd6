import type { CountMatrix } from './count-matrix.js';
import { improveSplit } from './improve-split.js';
import { createSplitState, type SplitProblem } from './split-problem.js';

/**
 * A split of each unit such that every class's boxes are shared as asked: iterative stratification (Sechidis et al. 2011)
 * on box counts instead of presence, then moves and swaps, which also bring the sizes within the largest unit of those wanted.
 */
export function stratify(problem: SplitProblem): Int32Array {
  const state = createSplitState(problem, assignRarestFirst(problem));
  improveSplit(problem, state);
  return state.splitOf;
}

/** What units still have to bring to each split. */
interface Demand {
  /** Images by split. */
  readonly room: number[];
  /** Boxes by class and split. */
  readonly wanted: number[][];
  /** Units by class that have no split yet. */
  readonly openUnits: number[];
}

/** Class by class, the rarest first: each of its units goes where most boxes of the class are still wanted. */
function assignRarestFirst(problem: SplitProblem): Int32Array {
  const { counts, wantedSizes, shares, pinned } = problem;
  const splitOf = new Int32Array(counts.rows).fill(-1);
  const unitsOf = listUnitsByClass(counts);
  const openUnits = unitsOf.map((units) => units.length);
  const demand: Demand = { room: [...wantedSizes], wanted: wantedByClass(counts, shares), openUnits };
  const assign = (unit: number, split: number): void => {
    splitOf[unit] = split;
    meetDemand(problem, demand, unit, split);
  };
  for (let unit = 0; unit < counts.rows; unit++) if (pinned[unit]! >= 0) assign(unit, pinned[unit]!);
  for (let k = rarest(openUnits); k >= 0; k = rarest(openUnits))
    for (const unit of unitsOf[k]!)
      if (splitOf[unit]! < 0) assign(unit, neediest(demand.wanted[k]!, demand.room, shares));
  return splitOf;
}

function meetDemand({ counts, sizes }: SplitProblem, demand: Demand, unit: number, split: number): void {
  demand.room[split]! -= sizes[unit]!;
  for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++) {
    demand.wanted[counts.classOf[e]!]![split]! -= counts.countOf[e]!;
    demand.openUnits[counts.classOf[e]!]! -= 1;
  }
}

/** The units of each class, those with most boxes of it first. */
function listUnitsByClass(counts: CountMatrix): Uint32Array[] {
  const entriesOf: number[][] = Array.from({ length: counts.classes }, () => []);
  const unitOf = new Uint32Array(counts.classOf.length);
  for (let unit = 0; unit < counts.rows; unit++)
    for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++) {
      entriesOf[counts.classOf[e]!]!.push(e);
      unitOf[e] = unit;
    }
  return entriesOf.map((entries) =>
    Uint32Array.from(entries)
      .sort((a, b) => counts.countOf[b]! - counts.countOf[a]! || a - b)
      .map((e) => unitOf[e]!),
  );
}

function wantedByClass(counts: CountMatrix, shares: readonly number[]): number[][] {
  const wanted = Array.from({ length: counts.classes }, () => shares.map(() => 0));
  for (let e = 0; e < counts.classOf.length; e++)
    shares.forEach((share, split) => (wanted[counts.classOf[e]!]![split]! += share * counts.countOf[e]!));
  return wanted;
}

function rarest(openUnits: readonly number[]): number {
  let best = -1;
  openUnits.forEach((units, k) => {
    if (units > 0 && (best < 0 || units < openUnits[best]!)) best = k;
  });
  return best;
}

function neediest(wanted: readonly number[], room: readonly number[], shares: readonly number[]): number {
  const used = [...shares.keys()].filter((split) => shares[split]! > 0);
  const open = used.filter((split) => room[split]! > 0);
  return (open.length > 0 ? open : used).reduce((best, split) => {
    const more = wanted[split]! - wanted[best]! || room[split]! - room[best]!;
    return more > 0 ? split : best;
  });
}
