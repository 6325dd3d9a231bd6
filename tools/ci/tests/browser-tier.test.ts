import { findChromium } from '@detectory/setup/find-chromium';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

async function listTests(chromium: string): Promise<string> {
  const env = { ...process.env, DETECTORY_CHROMIUM: chromium, DETECTORY_TIER: '' };
  const args = ['vitest', 'list', '--filesOnly'];
  const { stdout } = await promisify(execFile)('npx', args, { cwd: `${root}/packages/dataset`, env });
  return stdout;
}

describe(findChromium, () => {
  it('takes what DETECTORY_CHROMIUM names, and nothing else where that is missing', () => {
    expect(findChromium({ DETECTORY_CHROMIUM: process.execPath })).toBe(process.execPath);
    expect(findChromium({ DETECTORY_CHROMIUM: '/nowhere/chromium' })).toBeUndefined();
  });
});

describe('*.browser.test.ts', () => {
  it('runs where there is a browser, and is left out where there is none', async () => {
    expect(await listTests(process.execPath)).toContain('tests/report.browser.test.ts');
    const without = await listTests('/nowhere/chromium');
    expect(without).toContain('tests/report.test.ts');
    expect(without).not.toContain('.browser.test.ts');
  }, 60_000);

  it('is never left out in CI: .ci/run installs a browser and stops without one', () => {
    expect(readFileSync(`${root}/tools/ci/ensure-system.sh`, 'utf8')).toMatch(
      /find-chromium\.mjs\)" = none .*packages\+=\(chromium\)/,
    );
    expect(readFileSync(`${root}/.ci/run`, 'utf8')).toMatch(/find-chromium\.mjs\)" = none[^]*exit 1/);
  });
});
