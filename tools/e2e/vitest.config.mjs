import { projectTests } from '../../vitest.shared.mjs';

// Real programs are started and trained: one file at a time, so that they don't slow each other.
export default projectTests('e2e', { testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false });
