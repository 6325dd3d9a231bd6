import { describe, expect, it } from 'vitest';
import type { ClassCounts } from '../select/select-images.js';
import { createCountMatrix } from './count-matrix.js';
import { createSplitState, missing, moveUnit, type SplitProblem } from './split-problem.js';
import { stratify } from './stratify.js';

function makeProblem(units: readonly ClassCounts[], classes: number, wantedSizes: readonly number[]): SplitProblem {
  return {
    counts: createCountMatrix(units, classes),
    sizes: new Int32Array(units.length).fill(1),
    wantedSizes,
    shares: [0.5, 0.5],
    pinned: new Int32Array(units.length).fill(-1),
    // Chance never picks two units that could be swapped: what is assigned stays.
    random: () => 0,
  };
}

function boxesIn(splitOf: Int32Array, units: readonly ClassCounts[], classIndex: number): number[] {
  return [0, 1].map((split) =>
    units.reduce(
      (sum, unit, i) => sum + (splitOf[i] === split ? (unit.find(([k]) => k === classIndex)?.[1] ?? 0) : 0),
      0,
    ),
  );
}

describe(stratify, () => {
  it('shares out the boxes of a class, not the images that show it', () => {
    const units: ClassCounts[] = [
      [[0, 8]],
      ...Array.from({ length: 8 }, (): ClassCounts => [[0, 1]]),
      ...Array.from({ length: 11 }, (): ClassCounts => [[1, 1]]),
    ];
    expect(boxesIn(stratify(makeProblem(units, 2, [10, 10])), units, 0)).toEqual([8, 8]);
  });

  it('gives the rarest class its splits first, before its images go where a frequent one wants them', () => {
    const frequent = [9, 8, 2, 2, 1, 1, 1];
    const withRare = new Set([0, 3, 5, 6]);
    const units = frequent.map((count, i): ClassCounts => [[0, count], ...(withRare.has(i) ? [[1, 1] as const] : [])]);
    expect(boxesIn(stratify(makeProblem(units, 2, [4, 3])), units, 1)).toEqual([2, 2]);
  });
});

describe(createSplitState, () => {
  it('wants of each class its boxes by the shares, and finds nothing dear once each split has them', () => {
    const problem = makeProblem([[[0, 6]], [[0, 4]], [[0, 2]]], 1, [1, 2]);
    const state = createSplitState(problem, Int32Array.of(0, 1, -1));
    expect([...state.wantedBoxes]).toEqual([6, 6]);
    // Two boxes too few of six cost 4 / 6.
    expect(moveUnit(problem, state, 2, 1)).toBeCloseTo(-4 / 6, 12);
  });

  it('wants a class in every split that has a share where it has units enough, else in the largest, which is trained on', () => {
    const once: ClassCounts[] = [[[1, 1]], [[0, 1]], [[0, 1]]];
    const problem = { ...makeProblem(once, 2, [1, 2, 0]), shares: [0.3, 0.7, 0] };
    const { missingCost } = createSplitState(problem, new Int32Array(3).fill(-1));
    expect([...missingCost]).toEqual([missing, missing, 0, 0, missing, 0]);
  });
});
