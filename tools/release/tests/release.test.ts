import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, type WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishableProjects, workspaceProjects } from '../src/projects.mjs';

let copy: WorkspaceCopy;
let current: string;
let next: string;

beforeAll(async () => {
  copy = await copyWorkspace({ withBuilds: true });
  current = publishableProjects(copy.root)[0]!.manifest.version;
  next = current.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  await copy.mustRun('git', 'tag', `v${current}`);
  await commit('packages/storage/src/index.ts', 'feat(storage): trees know their size');
  await commit('packages/terminal/src/index.ts', 'fix(terminal): a line is printed once');
  await commit('README.md', 'docs: a word on sizes');
  await commit('nx.json', 'feat(generators): templates know sizes');
});
afterAll(() => copy.remove());

async function commit(path: string, message: string): Promise<void> {
  appendFileSync(join(copy.root, path), '\n');
  await copy.mustRun('git', 'commit', '--quiet', '--all', `--message=${message}`);
}

const read = (path: string) => readFileSync(join(copy.root, path), 'utf8');
const status = async () => (await copy.mustRun('git', 'status', '--porcelain')).stdout;

describe('npm run release -- --dry-run', () => {
  it('prints the plan and changes nothing', async () => {
    const { output } = await copy.mustRun('npm', 'run', 'release', '--', '--dry-run');
    expect(output).toContain(`"version": "${next}"`);
    expect(output).toContain('trees know their size');
    expect(await status()).toBe('');
  });
});

describe('npm run release', () => {
  beforeAll(() => copy.mustRun('npm', 'run', 'release'));

  it('gives every package and app the next version, and ranges that follow it', () => {
    const released = publishableProjects(copy.root).map(({ manifest }) => manifest);
    expect(new Set(released.map(({ version }) => version))).toEqual(new Set([next]));
    const names = new Set(released.map(({ name }) => name));
    for (const { folder, manifest } of workspaceProjects(copy.root))
      for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
        if (names.has(name)) expect([folder, name, range]).toEqual([folder, name, next]);
  });

  it('leaves containers and tools at their version', () => {
    const left = workspaceProjects(copy.root).filter(({ manifest }) => manifest.private);
    expect(left.length).toBeGreaterThan(0);
    for (const { folder, manifest } of left) expect([folder, manifest.version]).toEqual([folder, current]);
  });

  it('writes what is new for users above what was, and nothing that is not for them', () => {
    const [entry = '', ...before] = read('CHANGELOG.md').split(/^(?=## )/m);
    expect(entry).toMatch(new RegExp(`^## ${next} \\(\\d{4}-\\d{2}-\\d{2}\\)`));
    expect(entry).toMatch(/### New\s+- \*\*storage:\*\* trees know their size/);
    expect(entry).toMatch(/### Fixed\s+- \*\*terminal:\*\* a line is printed once/);
    expect(entry).not.toMatch(/a word on sizes|templates know sizes/);
    expect(before.join('')).toContain(`## ${current}`);
  });

  it('takes generated files and the lock file along', async () => {
    expect(read('apps/prep/src/version.ts')).toContain(`'${next}'`);
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
    expect(lock.packages['packages/storage']?.version).toBe(next);
    expect(lock.packages['']?.version).toBe(next);
    await copy.mustRun('npm', 'ci', '--dry-run', '--ignore-scripts', '--prefer-offline');
  });

  it('commits and tags, and leaves a clean tree', async () => {
    expect(await status()).toBe('');
    const { stdout } = await copy.mustRun('git', 'log', '-1', '--format=%s %D');
    expect(stdout).toContain(`tag: v${next}`);
    expect(stdout).toMatch(/^chore\(release\)/);
  });
});
