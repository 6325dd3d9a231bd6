import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('supply-chain', { testTimeout: 60_000, hookTimeout: 120_000 });
