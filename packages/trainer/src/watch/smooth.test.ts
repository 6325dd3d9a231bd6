import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSmoother, smoothCurve } from './smooth.js';

const smooth = (values: readonly (number | null)[]): (number | null)[] => {
  const next = createSmoother();
  return values.map((value) => next(value));
};

describe(createSmoother, () => {
  it('starts at the first value, without a pull towards zero', () => {
    const [first, second] = smooth([5, 10]);
    expect(first).toBeCloseTo(5, 12);
    // 0.6 × 0.4 × 5 + 0.4 × 10, over 0.6 × 0.4 + 0.4.
    expect(second).toBeCloseTo(5.2 / 0.64, 12);
  });

  it('keeps its value over a loss that is no number, and has none before the first', () => {
    expect(smooth([null, 2, null, Number.NaN])).toEqual([null, 2, 2, 2]);
  });

  it('stays within what it has seen', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
        const last = smooth(values).at(-1)!;
        expect(last).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(last).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });
});

describe(smoothCurve, () => {
  it('leaves a gap where a loss is no number', () => {
    expect(smoothCurve([2, null, 2])).toEqual([2, null, 2]);
  });
});
