import { projectTests } from '../../vitest.shared.mjs';

// A browser's pages on a busy machine: what they wait for comes, but not within a second.
export default projectTests('playground', { testTimeout: 60_000, expect: { poll: { timeout: 20_000 } } });
