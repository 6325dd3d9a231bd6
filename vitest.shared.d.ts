import { defineConfig } from 'vitest/config';
/** The one test set-up of the workspace: sources instead of builds, results as JSON so that a run can be counted. */
export declare function projectTests(name: string): ReturnType<typeof defineConfig>;
//# sourceMappingURL=vitest.shared.d.ts.map
