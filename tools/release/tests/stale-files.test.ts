import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, type WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedFiles } from '../src/generate/generated-files.mjs';
import { staleFiles } from '../src/generate/stale-files.mjs';
import { root } from '../src/run-script.mjs';

let copy: WorkspaceCopy;
beforeAll(async () => {
  copy = await copyWorkspace({ withBuilds: true });
});
afterAll(() => copy.remove());

const generate = (...args: readonly string[]) => copy.run('node', 'tools/release/src/generate/generate.mjs', ...args);

describe(generatedFiles, () => {
  it('is what stands in this workspace', async () => {
    expect(staleFiles(root, await generatedFiles(root))).toEqual([]);
  });
});

describe('npm run generate -- --check', () => {
  it('passes a workspace whose generated files are fresh', async () => {
    expect(await generate('--check')).toMatchObject({ code: 0 });
  });

  it.each([
    ['a hand-edited schema', 'packages/inference-core/schema/model.schema.json'],
    ['a hand-edited version', 'apps/prep/src/version.ts'],
    ['another licence', 'packages/storage/LICENSE'],
  ])('turns red for %s, names the file and the fix, and writes nothing', async (_, path) => {
    appendFileSync(join(copy.root, path), '\n// by hand\n');
    const { code, output } = await generate('--check');
    expect([code, output]).toEqual([1, expect.stringMatching(`${path.replaceAll('.', '\\.')}.*npm run generate`)]);
    expect((await copy.run('git', 'status', '--porcelain')).stdout).toBe(` M ${path}\n`);
    expect(await generate()).toMatchObject({ code: 0, output: expect.stringContaining(path) as string });
    expect((await copy.run('git', 'status', '--porcelain')).stdout).toBe('');
  });

  it('turns red when a source has changed and its file has not', async () => {
    writeFileSync(join(copy.root, 'LICENSE'), 'Another licence\n');
    expect(await generate('--check')).toMatchObject({ code: 1, output: expect.stringContaining('/LICENSE') as string });
    await copy.mustRun('git', 'checkout', '--', 'LICENSE');
  });

  it('turns red for a file that is missing', async () => {
    rmSync(join(copy.root, 'apps/server/LICENSE'));
    expect(await generate('--check')).toMatchObject({
      code: 1,
      output: expect.stringContaining('apps/server/LICENSE') as string,
    });
  });
});
