import { projectTests } from '../../vitest.shared.mjs';

// Real programs are started and trained. Two files at a time leave no core idle while a program starts or waits; the
// tests of the other tiers build images or kill at random moments, one file at a time.
const isOtherTier = Boolean(process.env.DETECTORY_TIER);

export default projectTests('e2e', {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  fileParallelism: !isOtherTier,
  maxWorkers: 2,
  // Two trainings that share the cores gain nothing by more threads each: they need a quarter more of the cores' time.
  ...(!isOtherTier && { env: { OMP_NUM_THREADS: '1' } }),
});
