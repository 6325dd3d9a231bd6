import type { CountMatrix } from './count-matrix.js';

/** Give each unit (an image, or images that must stay together) to one split. */
export interface SplitProblem {
  /** Boxes per class of each unit, with one more class for images without boxes. */
  readonly counts: CountMatrix;
  /** Images in each unit. */
  readonly sizes: Int32Array;
  /** Images that each split should get. */
  readonly wantedSizes: readonly number[];
  readonly shares: readonly number[];
  /** The split that a unit must have, or -1. */
  readonly pinned: Int32Array;
  readonly random: () => number;
}

/** A split in the making, with the sums that its cost is made of. */
export interface SplitState {
  readonly splitOf: Int32Array;
  /** Images per split. */
  readonly imagesIn: Float64Array;
  /** Boxes by class and split: `class * splits + split`. */
  readonly boxesIn: Float64Array;
  /** Units with the class, by class and split. */
  readonly unitsIn: Float64Array;
  readonly wantedBoxes: Float64Array;
  /** What it costs when the class is missing in a split. */
  readonly missingCost: Float64Array;
}

/** Dearer than any spread of boxes: a class that can be everywhere has to be. */
export const missing = 1e9;

/** @param splitOf -1 for units that no split has yet */
export function createSplitState(problem: SplitProblem, splitOf: Int32Array): SplitState {
  const { counts, shares } = problem;
  const splits = shares.length;
  const unitsOf = new Float64Array(counts.classes);
  const boxesOf = new Float64Array(counts.classes);
  for (let e = 0; e < counts.classOf.length; e++) {
    unitsOf[counts.classOf[e]!]! += 1;
    boxesOf[counts.classOf[e]!]! += counts.countOf[e]!;
  }
  const state: SplitState = {
    splitOf: new Int32Array(counts.rows).fill(-1),
    imagesIn: new Float64Array(splits),
    boxesIn: new Float64Array(counts.classes * splits),
    unitsIn: new Float64Array(counts.classes * splits),
    wantedBoxes: Float64Array.from(
      { length: counts.classes * splits },
      (_, c) => boxesOf[Math.floor(c / splits)]! * shares[c % splits]!,
    ),
    missingCost: createMissingCosts(unitsOf, shares),
  };
  for (let unit = 0; unit < counts.rows; unit++)
    if (splitOf[unit]! >= 0) moveUnit(problem, state, unit, splitOf[unit]!);
  return state;
}

/** A class with enough units has to be in every split; a rarer one at least in the largest, which is trained on. */
function createMissingCosts(unitsOf: Float64Array, shares: readonly number[]): Float64Array {
  const splits = shares.length;
  const used = shares.filter((share) => share > 0).length;
  const largest = shares.indexOf(Math.max(...shares));
  return Float64Array.from({ length: unitsOf.length * splits }, (_, cell) => {
    const units = unitsOf[Math.floor(cell / splits)]!;
    const split = cell % splits;
    if (units === 0 || shares[split] === 0) return 0;
    return units >= used || split === largest ? missing : 0;
  });
}

/** Puts a unit into a split (-1: into none), taking it out of the one that it was in; gives the change in cost. */
export function moveUnit(
  { counts, sizes, shares }: SplitProblem,
  state: SplitState,
  unit: number,
  split: number,
): number {
  const splits = shares.length;
  const from = state.splitOf[unit]!;
  let change = 0;
  for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++) {
    const base = counts.classOf[e]! * splits;
    if (from >= 0) change += changeCell(state, base + from, -counts.countOf[e]!, -1);
    if (split >= 0) change += changeCell(state, base + split, counts.countOf[e]!, 1);
  }
  if (from >= 0) state.imagesIn[from]! -= sizes[unit]!;
  if (split >= 0) state.imagesIn[split]! += sizes[unit]!;
  state.splitOf[unit] = split;
  return change;
}

/** Takes a move back: as moveUnit, without working out what it costs. Sums of whole numbers come back exactly. */
export function returnUnit(
  { counts, sizes, shares }: SplitProblem,
  state: SplitState,
  unit: number,
  split: number,
): void {
  const { splitOf, imagesIn, boxesIn, unitsIn } = state;
  const splits = shares.length;
  const from = splitOf[unit]!;
  for (let e = counts.offsets[unit]!; e < counts.offsets[unit + 1]!; e++) {
    const base = counts.classOf[e]! * splits;
    const boxes = counts.countOf[e]!;
    boxesIn[base + from]! -= boxes;
    unitsIn[base + from]! -= 1;
    boxesIn[base + split]! += boxes;
    unitsIn[base + split]! += 1;
  }
  imagesIn[from]! -= sizes[unit]!;
  imagesIn[split]! += sizes[unit]!;
  splitOf[unit] = split;
}

/** How many images the split has more than it should. */
export function excessOf({ wantedSizes }: SplitProblem, { imagesIn }: SplitState, split: number): number {
  return imagesIn[split]! - wantedSizes[split]!;
}

function changeCell(state: SplitState, cell: number, boxes: number, units: number): number {
  const before = cellCost(state, cell);
  state.boxesIn[cell]! += boxes;
  state.unitsIn[cell]! += units;
  return cellCost(state, cell) - before;
}

/** The squared miss over the boxes wanted (chi-square), so that rare and frequent classes count alike. */
function cellCost({ boxesIn, unitsIn, wantedBoxes, missingCost }: SplitState, cell: number): number {
  const wanted = wantedBoxes[cell]!;
  const miss = boxesIn[cell]! - wanted;
  return (miss * miss) / Math.max(wanted, 0.5) + (unitsIn[cell] === 0 ? missingCost[cell]! : 0);
}
