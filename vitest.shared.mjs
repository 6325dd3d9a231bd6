import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { findChromium } from './tools/setup/find-chromium.mjs';
import { hasShared } from './tools/setup/workspace.mjs';

const conditions = ['@detectory/source'];

/** Tests that need a container engine, and ones that run for long, are tiers of their own: `npm run test:<tier>`. */
const tier = process.env.DETECTORY_TIER;
const tiers = ['containers', 'soak'];
const ending = tier ? `.${tier}{,.shared}.test.ts` : '.test.ts';
const chromium = findChromium();
/** `npm test` counts branches. Where photos or a browser are missing, tests are left out, and a floor would prove nothing. */
const isCovered = process.env.DETECTORY_COVERAGE === 'true' && !tier && hasShared && chromium !== undefined;
const otherTiers = tier ? [] : tiers.map((other) => `**/*.${other}{,.shared}.test.ts`);

/**
 * The one test set-up of the workspace: sources instead of builds, and results as JSON so that a run can be counted.
 * @param {string} name the project's name
 * @param {import('vitest/config').ViteUserConfig['test'] & { leastBranches?: number }} [overrides] `leastBranches`: the
 *   percentage of branches under which the coverage of a whole run may not fall; it only goes up
 */
export function projectTests(name, { leastBranches, env, ...overrides } = {}) {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      environment: 'node',
      // Long enough for a machine that does ten other things: a test that hangs fails, one that is slow does not.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // `page` is code for browsers, compiled apart.
      include: [`{src,page,tests}/**/*${ending}`],
      // These need photos and weights that stand beside the workspace, or a browser; `npm test` names what it left out.
      exclude: [
        ...configDefaults.exclude,
        ...otherTiers,
        ...(hasShared ? [] : ['**/*.shared.test.ts']),
        ...(chromium ? [] : ['**/*.browser.test.ts']),
      ],
      env: { ...(chromium && { DETECTORY_CHROMIUM: chromium }), ...env },
      setupFiles: [fileURLToPath(new URL('./vitest.no-console.mjs', import.meta.url))],
      reporters: ['default', ['json', { outputFile: `test-output/${tier ?? 'results'}.json` }]],
      coverage: {
        provider: 'v8',
        reportsDirectory: 'test-output/coverage',
        include: ['src/**/*.ts'],
        ...(leastBranches !== undefined && {
          enabled: isCovered,
          reporter: ['text-summary', 'json'],
          thresholds: { branches: leastBranches },
        }),
      },
      ...overrides,
    },
  });
}
