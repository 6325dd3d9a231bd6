import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundSubset } from './bound-subset.js';
import { chooseSubset, choosingSubset } from './choose-subset.js';
import { createCountMatrix, sumCounts } from './count-matrix.js';
import { nthLargest } from './nth-largest.js';
import { seededRandom } from './seeded-random.js';
import { subsetCost, type SubsetProblem, type SubsetTerm } from './subset-problem.js';

function problemOf(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  maxRows = Infinity,
): SubsetProblem {
  const sparse = rows.map((row) => row.flatMap((count, k) => (count > 0 ? [[k, count] as const] : [])));
  const terms: SubsetTerm[] = targets.map((target, classIndex) => ({
    classIndex,
    target,
    underWeight: 1,
    overWeight: 1,
    scale: Math.max(target, 1),
  }));
  return { counts: createCountMatrix(sparse, targets.length), terms, maxRows };
}

function cheapest({ counts, terms, maxRows }: SubsetProblem): number {
  let best = Infinity;
  for (let mask = 0; mask < 1 << counts.rows; mask++) {
    const selected = Uint8Array.from({ length: counts.rows }, (_, i) => (mask >> i) & 1);
    if (selected.reduce((sum, flag) => sum + flag, 0) > maxRows) continue;
    best = Math.min(best, subsetCost(terms, sumCounts(counts, selected)));
  }
  return best;
}

const smallProblem = fc
  .record({
    rows: fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 10,
    }),
    targets: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 }),
    maxRows: fc.integer({ min: 1, max: 10 }),
  })
  .map(({ rows, targets, maxRows }) => problemOf(rows, targets, maxRows));

describe(chooseSubset, () => {
  it('never claims a bound above the cheapest subset, nor a cost below it', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const chosen = chooseSubset(problem);
        const optimum = cheapest(problem);
        expect(chosen.bound).toBeLessThanOrEqual(optimum + 1e-9);
        // A choice's bound is cut off at its cost; what it comes from has to hold by itself.
        expect(boundSubset(problem, { passes: 100 }).bound).toBeLessThanOrEqual(optimum + 1e-9);
        expect(chosen.cost).toBeGreaterThanOrEqual(optimum - 1e-9);
        expect(chosen.cost).toBeCloseTo(subsetCost(problem.terms, sumCounts(problem.counts, chosen.selected)), 9);
        expect(chosen.selected.reduce((sum, flag) => sum + flag, 0)).toBeLessThanOrEqual(problem.maxRows);
      }),
    );
  }, 60_000);

  it('finds the cheapest of all subsets in nineteen of twenty small cases', () => {
    const random = seededRandom(7);
    let found = 0;
    for (let n = 0; n < 60; n++) {
      const rows = Array.from({ length: 12 }, () => Array.from({ length: 4 }, () => Math.floor(random() ** 3 * 5)));
      const problem = problemOf(rows, [6, 6, 6, 6], n % 2 ? Infinity : 5);
      found += chooseSubset(problem).cost <= cheapest(problem) + 1e-9 ? 1 : 0;
    }
    expect(found).toBeGreaterThanOrEqual(57);
  }, 60_000);

  it('tells how far it is after each step, up to the end', () => {
    const problem = problemOf(
      Array.from({ length: 200 }, (_, i) => [1 + (i % 3), i % 5 === 0 ? 2 : 0]),
      [70, 30],
    );
    const steps = [...choosingSubset(problem)];
    expect(steps.length).toBeGreaterThan(5);
    for (const [at, { done, total }] of steps.entries()) {
      expect(done).toBeLessThanOrEqual(total);
      expect(done).toBeGreaterThanOrEqual(steps[at - 1]?.done ?? 0);
    }
    expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total);
  });

  it('proves a gap under 0.15% on a skewed set of 2000 images and 20 classes', () => {
    const random = seededRandom(1);
    const rows = Array.from({ length: 2000 }, () => {
      const row = new Array<number>(20).fill(0);
      for (let box = 0; box < 6; box++) row[Math.floor(20 * random() ** 3)]! += 1;
      return row;
    });
    const { gap, selected } = chooseSubset(problemOf(rows, new Array<number>(20).fill(150)));
    expect(gap).toBeLessThan(0.0015);
    expect(chooseSubset(problemOf(rows, new Array<number>(20).fill(150))).selected).toEqual(selected);
  }, 60_000);

  it('stops at the target when all images are alike', () => {
    const { selected, cost, gap } = chooseSubset(
      problemOf(
        Array.from({ length: 50 }, () => [1]),
        [20],
      ),
    );
    expect([selected.reduce((sum, flag) => sum + flag, 0), cost, gap]).toEqual([20, 0, 0]);
  });
});

describe(nthLargest, () => {
  it('agrees with sorting', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const n = (pick % list.length) + 1;
        expect(nthLargest(Float64Array.from(list), list.length, n) === list.toSorted((a, b) => b - a)[n - 1]).toBe(
          true,
        );
      }),
    );
  });
});
