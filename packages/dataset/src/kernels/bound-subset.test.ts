import { describe, expect, it } from 'vitest';
import { boundSubset } from './bound-subset.js';
import { createCountMatrix, sumCounts } from './count-matrix.js';
import { seededRandom } from './seeded-random.js';
import { subsetCost, type SubsetProblem } from './subset-problem.js';

describe(boundSubset, () => {
  it('keeps the highest bound and the cheapest subset that it met, however many passes follow', () => {
    const random = seededRandom(3);
    // The second class comes along with the first, more often than its target allows.
    const rows = Array.from({ length: 40 }, () => {
      const count = 1 + Math.floor(random() * 3);
      return [[0, count] as const, [1, 2 * count] as const, [2, 1 + Math.floor(random() * 4)] as const];
    });
    const terms = [40, 20, 30].map((target, classIndex) => {
      return { classIndex, target, underWeight: 1, overWeight: 1, scale: target };
    });
    const problem: SubsetProblem = { counts: createCountMatrix(rows, 3), terms, maxRows: Infinity };
    let last = { bound: 0, cost: Infinity };
    for (let passes = 1; passes <= 60; passes++) {
      const { bound, selected } = boundSubset(problem, { passes });
      const cost = subsetCost(terms, sumCounts(problem.counts, selected));
      expect(bound).toBeGreaterThanOrEqual(last.bound);
      expect(cost).toBeLessThanOrEqual(last.cost);
      expect(cost).toBeGreaterThanOrEqual(bound - 1e-9);
      last = { bound, cost };
    }
  });
});
