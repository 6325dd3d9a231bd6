import { describe, expect, it } from 'vitest';
import { createCountMatrix } from './count-matrix.js';
import { improveSplit } from './improve-split.js';
import { repairSizes } from './repair-sizes.js';
import { createSplitState, type SplitProblem } from './split-problem.js';

function makeProblem(
  classes: readonly number[],
  sizes: readonly number[],
  wantedSizes: readonly number[],
): SplitProblem {
  const total = wantedSizes.reduce((sum, size) => sum + size);
  return {
    counts: createCountMatrix(
      classes.map((k) => [[k, 1] as const]),
      2,
    ),
    sizes: Int32Array.from(sizes),
    wantedSizes,
    shares: wantedSizes.map((size) => size / total),
    pinned: new Int32Array(sizes.length).fill(-1),
    // Chance never picks two units that could be swapped.
    random: () => 0,
  };
}

describe(improveSplit, () => {
  it('brings a class into every split that it can be in, whatever chance picks', () => {
    const classes = Array.from({ length: 12 }, (_, unit) => (unit < 2 ? 1 : 0));
    const sizes = classes.map(() => 1);
    const problem = makeProblem(classes, sizes, [6, 6]);
    const state = createSplitState(
      problem,
      Int32Array.from(sizes, (_, unit) => (unit < 6 ? 0 : 1)),
    );
    improveSplit(problem, state);
    expect([...state.splitOf.subarray(0, 2)].sort()).toEqual([0, 1]);
    expect([...state.imagesIn]).toEqual([6, 6]);
  });
});

describe(repairSizes, () => {
  it('moves units until the sizes are as wanted, but never the last one of a split', () => {
    const singles = makeProblem([0, 0, 0, 0], [1, 1, 1, 1], [2, 2]);
    const state = createSplitState(singles, new Int32Array(4));
    repairSizes(singles, state, [0, 1, 2, 3]);
    expect([...state.imagesIn]).toEqual([2, 2]);

    const group = makeProblem([0, 0, 0], [5, 1, 1], [2, 5]);
    const whole = createSplitState(group, Int32Array.of(0, 1, 1));
    repairSizes(group, whole, [0, 1, 2]);
    expect([...whole.splitOf]).toEqual([0, 1, 1]);
  });
});
