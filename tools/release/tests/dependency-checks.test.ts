import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../src/projects.mjs';
import { root } from '../src/run-script.mjs';

const path = join(root, 'packages/trainer/package.json');

/** What lint says of trainer's package.json with other dependencies. */
async function lint(change: (dependencies: Record<string, string>) => void): Promise<string[]> {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Required<Manifest>;
  change(manifest.dependencies);
  const eslint = new ESLint({ cwd: join(root, 'packages/trainer') });
  const [result] = await eslint.lintText(JSON.stringify(manifest), { filePath: path });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('the dependencies in package.json', () => {
  it('pass lint as they are', async () => {
    expect(await lint(() => undefined)).toEqual([]);
  });

  it('fail lint where one is used and not listed', async () => {
    expect(await lint((dependencies) => delete dependencies['tar'])).toEqual([
      expect.stringMatching(/^@nx\/dependency-checks: .*missing from "dependencies":\s+- tar/),
    ]);
  });

  it('fail lint where one of our own is used and not listed', async () => {
    expect(await lint((dependencies) => delete dependencies['@detectory/dataset'])).toEqual([
      expect.stringMatching(/^@nx\/dependency-checks: [\s\S]*- @detectory\/dataset/),
    ]);
  });

  it('fail lint where one is listed and not used', async () => {
    expect(await lint((dependencies) => (dependencies['sharp'] = '0.35.5'))).toEqual([
      '@nx/dependency-checks: The "sharp" package is not used by "trainer" project.',
    ]);
  });

  it('fail lint where another version is installed', async () => {
    expect(await lint((dependencies) => (dependencies['tar'] = '6.0.0'))).toEqual([
      expect.stringMatching(
        /^@nx\/dependency-checks: The version specifier does not contain the installed version of "tar"/,
      ),
    ]);
  });
});
