import { describe, expect, it } from 'vitest';
import type { SplitName } from './split-name.js';
import { measureSpread } from './split-spread.js';

const halves = [0.5, 0.5, 0] as const;
const spreadOf = (
  images: readonly (readonly [SplitName, ...(readonly (readonly [number, number])[])])[],
  classCount = 2,
) =>
  measureSpread(
    images.map(([, ...classCounts]) => ({ classCounts })),
    classCount,
    images.map(([split]) => split),
    halves,
  );

describe(measureSpread, () => {
  it('is 0 throughout for a perfect split', () => {
    const one = (split: SplitName) => [[split, [0, 2], [1, 1]], [split, [0, 4]], [split]] as const;
    expect(spreadOf([...one('train'), ...one('val')])).toEqual({
      labelsDistribution: 0,
      examplesDistribution: 0,
      classesMissing: 0,
      boxShareError: { mean: 0, worst: 0 },
    });
  });

  it('is 0 where there is nothing to spread', () => {
    expect(spreadOf([['train'], ['val']])).toMatchObject({
      labelsDistribution: 0,
      boxShareError: { mean: 0, worst: 0 },
    });
  });

  it("gives Sechidis' label and example distributions", () => {
    // Class 0 is in one of three train images and in the one of val; its odds are 1/2 and 1 (of at least 1), in all 2/2.
    const { labelsDistribution, examplesDistribution } = spreadOf([
      ['train', [0, 1]],
      ['train'],
      ['train'],
      ['val', [0, 1]],
    ]);
    expect(labelsDistribution).toBeCloseTo((1 / 2 + 0) / 2);
    expect(examplesDistribution).toBe(1);
  });

  it('measures boxes against the share, mean and worst, and counts the classes that a split lacks', () => {
    const spread = spreadOf([['train', [0, 6]], ['val', [0, 2]], ['train', [1, 5]], ['val']], 3);
    // Class 0: 75% and 25%; class 1: all and none; class 2 is never drawn.
    expect(spread.boxShareError).toEqual({ mean: 0.75, worst: 1 });
    expect(spread.classesMissing).toBe(1);
  });
});
