import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCountMatrix } from './count-matrix.js';
import { leastCompanions } from './least-companions.js';

const rowsOfTwo = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 8 });

describe(leastCompanions, () => {
  it('never says more than what some choice of whole rows has', () => {
    fc.assert(
      fc.property(rowsOfTwo, fc.nat(12), (rows, boxes) => {
        const counts = createCountMatrix(
          rows.map(([a, b]) => [[0, a] as const, [1, b] as const].filter(([, count]) => count > 0)),
          2,
        );
        const least = leastCompanions(counts, 0, boxes)[1]!;
        for (let mask = 0; mask < 1 << rows.length; mask++) {
          const chosen = rows.filter((_, i) => (mask >> i) & 1);
          const total = (k: 0 | 1): number => chosen.reduce((sum, row) => sum + row[k], 0);
          if (total(0) >= boxes) expect(total(1)).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  it('takes the rows that bring least along first', () => {
    const counts = createCountMatrix(
      [
        [[0, 2]],
        [
          [0, 2],
          [1, 1],
        ],
        [
          [0, 2],
          [1, 6],
        ],
        [[1, 9]],
      ],
      2,
    );
    expect([2, 4, 5, 6].map((boxes) => leastCompanions(counts, 0, boxes)[1])).toEqual([0, 1, 4, 7]);
  });
});
