import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeBases,
  commit,
  createTableWorkspace,
  edit,
  type Executed,
  removeImages,
  runAffected,
  runNx,
} from './table-workspace.js';

const page = new URL('../../../docs/contributing/affected.md', import.meta.url);

let copy: WorkspaceCopy;
let start: string;

beforeAll(async () => {
  // Those of a run that was killed would be built already.
  removeImages();
  copy = await createTableWorkspace();
  start = (await copy.mustRun('git', 'rev-parse', 'HEAD')).stdout.trim();
  const all = await runNx(copy, ['run-many']);
  expect([all.training, all.serving]).toEqual(['built', 'built']);
});
afterAll(() => {
  removeImages();
  copy.remove();
});

type Change = () => Promise<void> | void;

/** One commit, what Nx makes of it, and back to the start. */
async function execute(change: Change): Promise<Executed> {
  await copy.mustRun('git', 'reset', '--quiet', '--hard', start);
  await change();
  await commit(copy, 'feat: a row of the table');
  return runAffected(copy);
}

function toRow(name: string, { build, test, training, serving }: Executed): string {
  const list = (names: readonly string[]) => names.join(', ') || '-';
  return `| ${name} | ${list(build)} | ${list(test)} | ${training} | ${serving} |`;
}

function expectedRow(name: string): string | undefined {
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  const line = readFileSync(page, 'utf8')
    .split('\n')
    .find((candidate) => cells(candidate)[1] === name);
  return line === undefined ? undefined : `| ${cells(line).slice(1, -1).join(' | ')} |`;
}

/** A statement that no bundler may leave out. */
const statement = "\nReflect.set(globalThis, 'detectoryTable', true);\n";
const append = (path: string, text: string) => edit(copy, path, (before) => before + text);

const rooms = {
  'packages/dataset': 'src/index.ts',
  'packages/deployer': 'src/index.ts',
  'packages/endpoint-handler': 'src/index.ts',
  'packages/imaging': 'src/index.ts',
  'packages/inference-core': 'src/model/model-manifest.ts',
  'packages/storage': 'src/index.ts',
  'packages/terminal': 'src/index.ts',
  'packages/trainer': 'src/container.ts',
  'apps/launcher': 'src/main.ts',
  'apps/prep': 'src/main.ts',
  'apps/server': 'src/main.ts',
};

const changes: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    Object.entries(rooms).flatMap(([room, source]): [string, Change][] => [
      [`${room}: source`, () => append(`${room}/${source}`, statement)],
      [`${room}: tests`, () => append(`${room}/src/table.test.ts`, '\nexport {};\n')],
      [`${room}: docs`, () => append(`${room}/README.md`, '\nMore.\n')],
    ]),
  ),
  'README.md, docs/': () => append('README.md', '\nMore.\n'),
  'containers/training: Dockerfile': () => append('containers/training/Dockerfile', '\nENV TABLE=1\n'),
  'containers/training: python/': () => append('containers/training/python/train.py', '\n# more\n'),
  'containers/training: requirements.lock': () => append('containers/training/requirements.lock', '# more\n'),
  'containers/training: uv.lock': () => append('containers/training/uv.lock', '# more\n'),
  'containers/training: docs': () => append('containers/training/README.md', '\nMore.\n'),
  'containers/serving: Dockerfile': () => append('containers/serving/Dockerfile', '\nENV TABLE=1\n'),
  'containers/serving: docs': () => append('containers/serving/README.md', '\nMore.\n'),
  'tools/images: source': () => append('tools/images/src/docker.mjs', '\n// more\n'),
  'package-lock.json: a package that only the launcher uses': () =>
    bump('@aws-sdk/client-ecr', '3.1168.0', 'packages/deployer'),
  'package-lock.json: a package that the server uses': async () => {
    await bump('express', '5.2.1', 'packages/endpoint-handler', 'apps/server');
    await install('express', '5.2.1');
  },
};

/** Moves one package in the lock file and in who asks for it. */
async function bump(name: string, version: string, ...askers: readonly string[]): Promise<void> {
  const { stdout } = await copy.mustRun('npm', 'view', `${name}@${version}`, 'dist.integrity');
  const locked = new RegExp(`("node_modules/${name}": \\{\\s+"version": ")[^"]+(",\\s+"integrity": ")[^"]+`);
  edit(copy, 'package-lock.json', (text) => text.replace(locked, `$1${version}$2${stdout.trim()}`));
  for (const path of ['package-lock.json', ...askers.map((asker) => `${asker}/package.json`)])
    edit(copy, path, (text) => text.replaceAll(new RegExp(`("${name}": )"\\d[^"]*"`, 'g'), `$1"${version}"`));
}

/** Puts another version of a package where the copy has a link to ours. */
async function install(name: string, version: string): Promise<void> {
  const target = join(copy.root, 'node_modules', name);
  rmSync(target);
  mkdirSync(target);
  const { stdout } = await copy.mustRun('npm', 'pack', '--silent', '--pack-destination', target, `${name}@${version}`);
  const archive = join(target, stdout.trim());
  await copy.mustRun(
    'tar',
    '--extract',
    '--gzip',
    '--strip-components=1',
    `--file=${archive}`,
    `--directory=${target}`,
  );
}

describe('what a change executes', () => {
  it.each(Object.entries(changes))('%s', async (name, change) => {
    expect(toRow(name, await execute(change))).toBe(expectedRow(name));
  });

  it('another base under the same name', async () => {
    await copy.mustRun('git', 'reset', '--quiet', '--hard', start);
    changeBases('second');
    const { training, serving } = await runNx(copy, ['run-many']);
    expect({ training, serving }).toEqual({ training: 'built', serving: 'built' });
  });

  it('has no other row in the docs', () => {
    const rows =
      readFileSync(page, 'utf8').match(/^\| (?:packages|apps|containers|tools|README|package-lock)[^|]+/gm) ?? [];
    expect(rows.map((row) => row.slice(2).trim()).sort()).toEqual(Object.keys(changes).sort());
  });
});
