import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from '../src/workspace.js';

async function lint(code: string, path: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('module boundaries', () => {
  it('fail lint for the deliberately illegal import', async () => {
    const illegal = readFileSync(new URL('../fixtures/illegal-import.txt', import.meta.url), 'utf8');
    const messages = await lint(illegal, 'packages/dataset/src/illegal-import.ts');
    expect(messages).toEqual([expect.stringContaining('@nx/enforce-module-boundaries')]);
  });

  it('let a feature use a core package', async () => {
    const legal = "import { readImageHeader } from '@detectory/imaging';\n\nexport const read = readImageHeader;\n";
    expect(await lint(legal, 'packages/dataset/src/legal-import.ts')).toEqual([]);
  });
});

interface Graph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly tags?: readonly string[] } }>>;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string; readonly type: string }[]>>;
}

function projectGraph(): Graph {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-graph-'));
  try {
    const file = join(folder, 'graph.json');
    execFileSync('npx', ['nx', 'graph', '--file', file], {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    return (JSON.parse(readFileSync(file, 'utf8')) as { graph: Graph }).graph;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function affectedBy(file: string): string[] {
  const stdout = execFileSync('npx', ['nx', 'show', 'projects', '--affected', `--files=${file}`, '--json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  return JSON.parse(stdout.split('\n').find((line) => line.startsWith('[')) ?? '') as string[];
}

describe('what a file of the workspace affects', () => {
  it('is every project for how npm installs', () => {
    expect(affectedBy('.npmrc').sort()).toEqual(Object.keys(projectGraph().nodes).sort());
  });

  it.each(['demo', 'test'])('is at least its own project in tools/%s', (name) => {
    const script = readdirSync(join(root, 'tools', name)).find((file) => file.endsWith('.mjs')) ?? '';
    expect(affectedBy(`tools/${name}/${script}`)).toContain(name);
  });

  it('has a project for each folder of tools that holds a script', () => {
    const folders = readdirSync(join(root, 'tools')).filter((name) =>
      readdirSync(join(root, 'tools', name)).some((file) => file.endsWith('.mjs')),
    );
    expect(folders.filter((name) => !existsSync(join(root, 'tools', name, 'package.json')))).toEqual([]);
  });
});

describe('the project graph', () => {
  const graph = projectGraph();
  const dependsOn = (name: string) =>
    (graph.dependencies[name] ?? []).map(({ target }) => target).filter((target) => graph.nodes[target]);

  it('gives every project a type and a scope', () => {
    for (const [name, { data }] of Object.entries(graph.nodes))
      expect(
        (data.tags ?? [])
          .map((tag) => tag.split(':')[0])
          .filter((kind) => kind === 'type' || kind === 'scope')
          .sort(),
        name,
      ).toEqual(['scope', 'type']);
  });

  it('has no cycle', () => {
    const visit = (name: string, path: readonly string[]): void => {
      expect(path, [...path, name].join(' → ')).not.toContain(name);
      for (const target of dependsOn(name)) visit(target, [...path, name]);
    };
    for (const name of Object.keys(graph.nodes)) visit(name, []);
  });

  it('lets nobody import an app, and never the launcher below training', () => {
    // These run apps, bundle them or pack them; they import none.
    const around = ['e2e', 'release', 'serving', 'training'];
    for (const name of Object.keys(graph.nodes).filter((project) => !around.includes(project)))
      expect(
        dependsOn(name).filter((target) => ['prep', 'launcher', 'server'].includes(target)),
        name,
      ).toEqual([]);
    for (const name of ['trainer', 'training', 'serving']) expect(dependsOn(name)).not.toContain('launcher');
  });
});
