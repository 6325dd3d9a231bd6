import { projectTests } from '../../vitest.shared.mjs';

// Real servers are started: one file at a time, so that they don't slow each other.
export default projectTests('server', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false });
