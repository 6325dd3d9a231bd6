import { projectTests } from '../../vitest.shared.mjs';

// Repositories and workspace copies are real, and Nx runs in them.
export default projectTests('ci', { testTimeout: 120_000, hookTimeout: 120_000 });
