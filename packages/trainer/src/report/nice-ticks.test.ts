import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { niceTicks } from './nice-ticks.js';

describe(niceTicks, () => {
  it('takes round steps', () => {
    expect(niceTicks(0, 0.19, 4)).toEqual([0, 0.05, 0.1, 0.15, 0.2]);
    expect(niceTicks(0, 50, 5)).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('reaches the end, and not far over it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (to) => {
        const last = niceTicks(0, to, 4).at(-1)!;
        expect(last).toBeGreaterThanOrEqual(to * 0.999_999);
        expect(last).toBeLessThan(to * 1.7);
      }),
    );
  });
});
