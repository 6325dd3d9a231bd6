import { describe, expect, it } from 'vitest';
import { bringMissingClasses } from './bring-missing-classes.js';
import { createCountMatrix } from './count-matrix.js';
import { createSplitState, type SplitProblem } from './split-problem.js';

/** Units with one box of class 0 each, all of them in the first split, and others with one of class 1 in the second. */
function makeProblem(sizesOfFirst: readonly number[], sizesOfSecond: readonly number[]): SplitProblem {
  const sizes = [...sizesOfFirst, ...sizesOfSecond];
  return {
    counts: createCountMatrix(
      sizes.map((_, unit) => [[unit < sizesOfFirst.length ? 0 : 1, 1] as const]),
      2,
    ),
    sizes: Int32Array.from(sizes),
    wantedSizes: [sizesOfFirst, sizesOfSecond].map((own) => own.reduce((sum, size) => sum + size)),
    shares: [0.5, 0.5],
    pinned: new Int32Array(sizes.length).fill(-1),
    random: () => 0,
  };
}

function bring(problem: SplitProblem, inFirst: number): { splitOf: number[]; imagesIn: number[] } {
  const units = [...problem.sizes.keys()];
  const state = createSplitState(
    problem,
    Int32Array.from(units, (unit) => (unit < inFirst ? 0 : 1)),
  );
  bringMissingClasses(problem, state, units);
  return { splitOf: [...state.splitOf], imagesIn: [...state.imagesIn] };
}

describe(bringMissingClasses, () => {
  it('swaps units of equal size, so that each split has each class and sizes stay', () => {
    const { splitOf, imagesIn } = bring(makeProblem([2, 1, 1], [1, 1, 3]), 3);
    expect(imagesIn).toEqual([4, 5]);
    expect(new Set(splitOf.slice(0, 3))).toEqual(new Set([0, 1]));
    expect(new Set(splitOf.slice(3))).toEqual(new Set([0, 1]));
  });

  it('moves a unit where no swap of equals brings the class', () => {
    const { splitOf } = bring(makeProblem([2, 2, 2], [1, 1, 1]), 3);
    expect(new Set(splitOf.slice(0, 3))).toEqual(new Set([0, 1]));
    expect(new Set(splitOf.slice(3))).toEqual(new Set([0, 1]));
  });
});
