import { chooseSubset } from '../src/kernels/choose-subset.js';
import { toBalanceProblem } from './balance-problems.js';
import { makeCorrelatedScenes } from './correlated-scenes.js';

// time-balance.ts MODE (bundled by npm run bench:prep): balances 100,000 images of 50 classes and prints the time of the search and its certified gap.
const images = makeCorrelatedScenes(100_000, 50, 1);
const problem = toBalanceProblem(images, 50, process.argv[2]);
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const { gap } = chooseSubset(problem);
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  JSON.stringify({ searchS: (performance.now() - startedAt) / 1000, searchCpuS: (user + system) / 1e6, gap }),
);
