import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('dataset', { leastBranches: 91 });
