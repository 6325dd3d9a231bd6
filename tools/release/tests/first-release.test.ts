import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, type WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishableProjects } from '../src/projects.mjs';

let copy: WorkspaceCopy;
beforeAll(async () => {
  copy = await copyWorkspace({ withBuilds: true });
});
afterAll(() => copy.remove());

describe('npm run release -- <version> --first-release', () => {
  it('releases the version that the packages carry, with the changelog as it was written', async () => {
    const version = publishableProjects(copy.root)[0]!.manifest.version;
    const changelog = readFileSync(join(copy.root, 'CHANGELOG.md'), 'utf8');
    await copy.mustRun('npm', 'run', 'release', '--', version, '--first-release');
    expect(new Set(publishableProjects(copy.root).map(({ manifest }) => manifest.version))).toEqual(new Set([version]));
    expect(readFileSync(join(copy.root, 'CHANGELOG.md'), 'utf8')).toBe(changelog);
    expect((await copy.mustRun('git', 'tag', '--points-at', 'HEAD')).stdout).toBe(`v${version}\n`);
    expect((await copy.mustRun('git', 'status', '--porcelain')).stdout).toBe('');
  });
});
