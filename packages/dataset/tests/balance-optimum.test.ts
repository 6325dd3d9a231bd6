import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSubset } from '../src/kernels/choose-subset.js';
import { sumCounts } from '../src/kernels/count-matrix.js';
import { subsetCost } from '../src/kernels/subset-problem.js';
import { balanceModes, toBalanceProblem } from './balance-problems.js';
import { makeCorrelatedScenes } from './correlated-scenes.js';
import { solveExactly } from './solve-exactly.js';

const slack = 1e-6;
const smallScenes = fc.record({
  images: fc.integer({ min: 1, max: 40 }),
  classes: fc.integer({ min: 4, max: 8 }),
  seed: fc.nat(),
  maxRows: fc.option(fc.integer({ min: 1, max: 40 }), { nil: Infinity }),
});

describe(chooseSubset, () => {
  it.each([...balanceModes, '--max-images alone'])(
    'lies between its bound and the optimum that HiGHS finds, for %s, with and without a limit of images',
    async (name) => {
      const mode = balanceModes.find((one) => one === name);
      const property = fc.asyncProperty(smallScenes, async ({ images, classes, seed, maxRows }) => {
        const limit = mode === undefined && maxRows === Infinity ? Math.ceil(images / 2) : maxRows;
        const problem = toBalanceProblem(makeCorrelatedScenes(images, classes, seed), classes, mode, limit);
        const chosen = chooseSubset(problem);
        const exact = await solveExactly(problem, { isRelaxed: false });
        const relaxed = await solveExactly(problem, { isRelaxed: true });
        expect(exact.isOptimal).toBe(true);
        expect(chosen.cost).toBeCloseTo(subsetCost(problem.terms, sumCounts(problem.counts, chosen.selected)), 9);
        expect(chosen.cost).toBeGreaterThanOrEqual(exact.cost - slack);
        expect(chosen.bound).toBeLessThanOrEqual(relaxed.cost + slack);
        expect(chosen.gap * chosen.cost).toBeGreaterThanOrEqual(chosen.cost - exact.cost - slack);
      });
      await fc.assert(property, { numRuns: 8, seed: 5 });
    },
    120_000,
  );

  it.each(balanceModes)(
    'costs at most 1% more than the optimum on 1000 images of 10 classes, for %s',
    async (mode) => {
      const problem = toBalanceProblem(makeCorrelatedScenes(1000, 10, 1), 10, mode);
      const exact = await solveExactly(problem, { isRelaxed: false, relativeGap: 0.002 });
      expect(chooseSubset(problem).cost).toBeLessThanOrEqual(1.01 * exact.cost + slack);
    },
    60_000,
  );
});
