import type { CountMatrix } from './count-matrix.js';
import { improveSplit } from './improve-split.js';
import { createSplitState, type SplitProblem } from './split-problem.js';

/**
 * A split of each unit such that every class's boxes are shared as asked: iterative stratification (Sechidis et al. 2011)
 * on box counts instead of presence, then swaps, which also make the sizes exact.
 */
export function stratify(problem: SplitProblem): Int32Array {
  const state = createSplitState(problem, assignRarestFirst(problem));
  improveSplit(problem, state);
  return state.splitOf;
}

/** Class by class, the rarest first: each of its units goes where most boxes of the class are still wanted. */
function assignRarestFirst({ counts, sizes, wantedSizes, shares }: SplitProblem): Int32Array {
  const splitOf = new Int32Array(counts.rows).fill(-1);
  const unitsOf = listUnitsByClass(counts);
  const openUnits = unitsOf.map((units) => units.length);
  const room = [...wantedSizes];
  const wanted = wantedByClass(counts, shares);
  for (let k = rarest(openUnits); k >= 0; k = rarest(openUnits)) {
    for (const unit of unitsOf[k]!) {
      if (splitOf[unit]! >= 0) continue;
      const split = neediest(wanted[k]!, room, shares);
      splitOf[unit] = split;
      room[split]! -= sizes[unit]!;
      for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++) {
        wanted[counts.classOf[e]!]![split]! -= counts.countOf[e]!;
        openUnits[counts.classOf[e]!]! -= 1;
      }
    }
  }
  return splitOf;
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
