import { describe, expect, it } from 'vitest';
import { chooseSubset } from '../src/kernels/choose-subset.js';
import { balanceModes, toBalanceProblem } from './balance-problems.js';
import { makeCorrelatedScenes } from './correlated-scenes.js';
import { solveExactly } from './solve-exactly.js';

const sizes = [
  [5000, 20],
  [2000, 50],
  [1000, 10],
] as const;
const cases = sizes.flatMap(([images, classes]) => balanceModes.map((mode) => [images, classes, mode] as const));

describe(chooseSubset, () => {
  it.each(cases)(
    'is at most a hundredth above what HiGHS finds: %i images, %i classes, %s',
    async (images, classes, mode) => {
      const problem = toBalanceProblem(makeCorrelatedScenes(images, classes, 1), classes, mode);
      const chosen = chooseSubset(problem);
      const relaxed = await solveExactly(problem, { isRelaxed: true });
      expect(chosen.bound).toBeLessThanOrEqual(relaxed.cost + 1e-6);
      expect(chosen.bound).toBeGreaterThanOrEqual(0.999 * relaxed.cost - 1e-6);
      // HiGHS may stop before the optimum is proved; what it has by then is what ours is held against.
      const exact = await solveExactly(problem, { isRelaxed: false, relativeGap: 0.0005, timeLimitS: 60 });
      expect(chosen.cost).toBeLessThanOrEqual(1.01 * exact.cost + 1e-6);
    },
    300_000,
  );
});
