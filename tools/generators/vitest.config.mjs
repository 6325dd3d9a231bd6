import { projectTests } from '../../vitest.shared.mjs';

// One test generates in a copy of the workspace, and lints, builds and tests there.
export default projectTests('generators', { testTimeout: 300_000, hookTimeout: 300_000 });
