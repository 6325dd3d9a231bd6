import { projectTests } from '../../vitest.shared.mjs';

// Images are built and commits are made: one file at a time, so that they don't slow each other.
export default projectTests('images', { testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false });
