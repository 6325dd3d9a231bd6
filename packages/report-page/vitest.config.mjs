import { projectTests } from '../../vitest.shared.mjs';

export default projectTests('report-page');
