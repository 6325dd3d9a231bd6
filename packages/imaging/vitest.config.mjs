import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('imaging', { leastBranches: 59 });
