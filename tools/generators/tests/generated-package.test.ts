import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, type WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let copy: WorkspaceCopy;
const nx = (...args: readonly string[]) => copy.run('npx', 'nx', ...args);
const source = () => join(copy.root, 'packages/label-merge/src');

beforeAll(async () => {
  copy = await copyWorkspace();
  const options = ['--scope=data', '--type=core', '--owner=@detectory/data', '--skipInstall'];
  await copy.mustRun('npx', 'nx', 'g', '@detectory/generators:package', 'label-merge', ...options);
  // What npm install would do, without asking for all the packages of others.
  symlinkSync('../../packages/label-merge', join(copy.root, 'node_modules/@detectory/label-merge'));
});
afterAll(() => copy.remove());

describe('a generated package', () => {
  it('is stale for sync:check until nx sync has run', async () => {
    const stale = await nx('sync:check');
    expect([stale.code, stale.output]).toEqual([1, expect.stringContaining('out of sync')]);
    expect((await nx('sync')).code).toBe(0);
    expect(readFileSync(join(copy.root, 'tsconfig.json'), 'utf8')).toContain('./packages/label-merge');
  });

  it('lints, typechecks, builds and passes its tests as it is', async () => {
    const { code, output } = await nx('run-many', '-t', 'lint', 'typecheck', 'build', 'test', '-p', 'label-merge');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('Successfully ran targets lint, typecheck, build, test'),
    ]);
  });

  it('is formatted', async () => {
    await copy.mustRun('npx', 'prettier', '--check', 'packages/label-merge');
  });

  it('may not import against the arrows', async () => {
    const file = join(source(), 'illegal-import.ts');
    writeFileSync(file, "export { parseEndpointName } from '@detectory/deployer';\n");
    const { code, output } = await nx('lint', 'label-merge');
    rmSync(file);
    expect(code).not.toBe(0);
    expect(output).toContain('@nx/enforce-module-boundaries');
  });

  it('may not import what its package.json does not list', async () => {
    const file = join(source(), 'adapters', 'unlisted-import.ts');
    mkdirSync(join(source(), 'adapters'));
    writeFileSync(file, "export { Pack } from 'tar';\n");
    const { code, output } = await nx('lint', 'label-merge');
    rmSync(file);
    expect(code).not.toBe(0);
    expect(output).toMatch(/missing from "dependencies"|Dependency sections are missing/);
    expect(output).toContain('@nx/dependency-checks');
  });
});
