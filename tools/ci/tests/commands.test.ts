import { fileURLToPath } from 'node:url';
import { type Ran, runProgram } from '@detectory/workspace-copy';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const run = (script: string, ...args: readonly string[]): Promise<Ran> =>
  runProgram(process.execPath, [script, ...args], { cwd: root });

/** What would take minutes when it began, so it reads its arguments first. */
const scripts: readonly (readonly [string, string])[] = [
  ['tools/demo/demo.mjs', 'npm run demo'],
  ['tools/test/test.mjs', 'npm test'],
  ['tools/test/test-with-engine.mjs', 'npm run test:containers'],
  ['tools/ci/images.mjs', 'node tools/ci/images.mjs'],
];

describe.each(scripts)('%s', (script, usage) => {
  it('shows its usage for --help, and does nothing', async () => {
    const { code, output } = await run(script, '--help');
    expect(code).toBe(0);
    expect(output.slice(0, usage.length)).toBe(usage);
  });

  it('refuses an option that there is none of, with one line and the usage', async () => {
    const { code, output } = await run(script, '--afected');
    expect(code).toBe(1);
    expect(output.split('\n').slice(0, 2)).toEqual([
      "error: Unknown option '--afected'.",
      expect.stringContaining(usage) as string,
    ]);
  });
});

describe.each(['tools/test/test.mjs', 'tools/ci/images.mjs'])('%s', (script) => {
  it('takes --base with --affected alone', async () => {
    const { code, output } = await run(script, '--base=main');
    expect([code, output]).toEqual([1, expect.stringMatching(/^error: --base and --head go with --affected/)]);
  });
});
