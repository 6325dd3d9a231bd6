import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('inference-core', { leastBranches: 81 });
