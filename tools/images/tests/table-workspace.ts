import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace, runProgram, type WorkspaceCopy } from '@detectory/workspace-copy';
import { baseRecipes } from '../src/base-recipes.mjs';

/** The projects of the table: what users get. */
export const projects = ['packages', 'apps'];

const images = { training: 'detectory-table-training', serving: 'detectory-table-serving' };
const bases = { node: 'detectory-table-node:22', python: 'detectory-table-python:3.11' };

/** Which tasks of one run of Nx did something. */
export interface Executed {
  readonly build: readonly string[];
  readonly test: readonly string[];
  /** `built`; `unchanged`, when the target ran and found its image there; `-`, when it wasn't asked for. */
  readonly training: string;
  readonly serving: string;
}

/**
 * A copy of the workspace that differs in what would cost minutes for nothing here: each project has one small test, the
 * training image a small Python lock, and images and bases have names of their own.
 */
export async function createTableWorkspace(): Promise<WorkspaceCopy> {
  const copy = await copyWorkspace();
  const folders = projects.flatMap((room) => readdirSync(join(copy.root, room)).map((name) => join(room, name)));
  for (const folder of folders) replaceTests(join(copy.root, folder));
  edit(copy, 'containers/training/requirements.lock', keepOnlyPyyaml);
  for (const kind of ['training', 'serving'] as const) {
    edit(copy, `containers/${kind}/package.json`, (text) => text.replace(`detectory-sagemaker-${kind}`, images[kind]));
    edit(copy, `containers/${kind}/Dockerfile`, (text) =>
      text.replace(/(?<==)node:\S+/, bases.node).replace(/(?<==)python:\S+/, bases.python),
    );
  }
  changeBases('first');
  await commit(copy, 'test: a workspace for the table');
  return copy;
}

/** Gives both bases other content under the same names. */
export function changeBases(content: string): void {
  for (const [name, image] of Object.entries(bases)) {
    const source = sources[name as keyof typeof sources].find(isHere);
    if (!source) throw new Error(`no base for ${image} is here; run the tier, which makes or pulls it`);
    docker(['build', '--quiet', '--tag', image, '-'], `FROM ${source}\nRUN echo ${content} > /etc/detectory-base\n`);
  }
}

/** What the tier has made ready: the Dockerfiles' defaults, or what stands in for them. */
const sources = {
  node: [dockerfileDefault('serving', 'BASE_IMAGE'), baseRecipes['node']?.image],
  python: [dockerfileDefault('training', 'BASE_IMAGE'), baseRecipes['python']?.image],
};

function dockerfileDefault(kind: string, argument: string): string | undefined {
  const dockerfile = readFileSync(new URL(`../../../containers/${kind}/Dockerfile`, import.meta.url), 'utf8');
  return new RegExp(`^ARG ${argument}=(\\S+)`, 'm').exec(dockerfile)?.[1];
}

function isHere(image: string | undefined): image is string {
  return image !== undefined && docker(['images', '--quiet', image]) !== '';
}

/** Removes the table's images, so that nothing is left in the engine. */
export function removeImages(): void {
  const references = [...Object.values(images), ...Object.values(bases)];
  for (const reference of references) {
    const found = docker(['images', '--quiet', '--no-trunc', reference]).split('\n').filter(Boolean);
    if (found.length > 0) docker(['rmi', '--force', ...new Set(found)]);
  }
}

export function edit({ root }: WorkspaceCopy, path: string, change: (text: string) => string): void {
  const before = readFileSync(join(root, path), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${path}`);
  writeFileSync(join(root, path), after);
}

export async function commit(copy: WorkspaceCopy, message: string): Promise<void> {
  await copy.mustRun('git', 'add', '--all');
  await copy.mustRun('git', 'commit', '--quiet', `--message=${message}`);
}

/** What the last commit makes Nx do. */
export function runAffected(copy: WorkspaceCopy): Promise<Executed> {
  return runNx(copy, ['affected', '--base=HEAD~1', '--head=HEAD']);
}

export async function runNx({ root }: WorkspaceCopy, args: readonly string[]): Promise<Executed> {
  const cache = join(root, '.nx', 'cache');
  rmSync(join(cache, 'run.json'), { force: true });
  const flags = ['--targets=build,test,image', '--exclude=tag:type:tool', '--parallel=2', '--output-style=static'];
  // This run's own tier would leave the small tests out.
  const env = {
    DETECTORY_TIER: '',
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    FORCE_COLOR: '0',
    NX_CACHE_DIRECTORY: cache,
  };
  const { code, output } = await runProgram('npx', ['nx', ...args, ...flags], { cwd: root, env });
  if (code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${code}: ${output.slice(-4000)}`);
  return readRun(join(cache, 'run.json'), output);
}

interface NxTask {
  readonly taskId: string;
  readonly target: string;
  readonly projectName: string;
  readonly cacheStatus: string;
}

function readRun(file: string, output: string): Executed {
  const { tasks } = JSON.parse(readFileSync(file, 'utf8')) as { readonly tasks: readonly NxTask[] };
  const executed = (target: string) =>
    tasks
      .filter((task) => task.target === target && task.cacheStatus === 'cache-miss')
      .map(({ projectName }) => projectName)
      .sort();
  const image = (name: string) => new RegExp(`image: ${name}:\\w+ (\\w+)`).exec(output)?.[1] ?? '-';
  return {
    build: executed('build'),
    test: executed('test'),
    training: image(images.training),
    serving: image(images.serving),
  };
}

const smallTest = `import { expect, it } from 'vitest';

it('is a test', () => {
  expect(1 + 1).toBe(2);
});
`;

function replaceTests(folder: string): void {
  for (const room of ['src', 'tests'])
    for (const file of readdirIfThere(join(folder, room)).filter((name) => name.endsWith('.test.ts')))
      rmSync(join(folder, room, file));
  writeFileSync(join(folder, 'src', 'table.test.ts'), smallTest);
}

function readdirIfThere(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true }).map(String);
  } catch {
    return [];
  }
}

function keepOnlyPyyaml(lock: string): string {
  const entry = /^pyyaml==[^\n]*\\\n(?: {4}--hash=\S+(?: \\)?\n)+/m.exec(lock);
  if (!entry) throw new Error('the training lock holds no pyyaml');
  return entry[0];
}

function docker(args: readonly string[], input?: string): string {
  const program = process.env['DETECTORY_DOCKER'] ?? 'docker';
  const env = { ...process.env, DOCKER_BUILDKIT: '1' };
  return execFileSync(program, args, { encoding: 'utf8', input, env, stdio: ['pipe', 'pipe', 'pipe'] }).trim();
}
