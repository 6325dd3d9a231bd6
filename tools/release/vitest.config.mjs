import { projectTests } from '../../vitest.shared.mjs';

// Packing, installing and releasing are real: one file at a time, so that they don't slow each other.
export default projectTests('release', { testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false });
