import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('workbench');
