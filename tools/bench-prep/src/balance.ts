/* eslint-disable @nx/enforce-module-boundaries -- the search alone is timed, on the tests' own problems; both are inside the package */
import { chooseSubset } from '../../../packages/dataset/src/kernels/choose-subset.js';
import { toBalanceProblem } from '../../../packages/dataset/tests/balance-problems.js';
import { makeCorrelatedScenes } from '../../../packages/dataset/tests/correlated-scenes.js';

// balance.ts MODE: balances 100,000 images of 50 classes and prints the time of the search and its certified gap.
const images = makeCorrelatedScenes(100_000, 50, 1);
const problem = toBalanceProblem(images, 50, process.argv[2]);
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const { gap } = chooseSubset(problem);
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  JSON.stringify({ searchS: (performance.now() - startedAt) / 1000, searchCpuS: (user + system) / 1e6, gap }),
);
