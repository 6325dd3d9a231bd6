import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { model } from '../src/package/copy-shape.mjs';
import packageGenerator from '../src/package/generator.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const onDisk = (path: string) => readFileSync(join(root, path), 'utf8');
const configs = ['eslint.config.mjs', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json', 'vitest.config.mjs'];
const options = { name: 'label-merge', scope: 'data', type: 'core', owner: '@detectory/data' } as const;

/** What differs from package to package by design: its name, what its tests need, code for browsers in a folder of its own, and references that `nx sync` writes. */
function shape(file: string, text: string, name: string): unknown {
  if (file === 'vitest.config.mjs') return text.includes(`projectTests('${name}'`);
  if (!file.startsWith('tsconfig')) return text;
  const { references = [], ...config } = JSON.parse(text) as { references?: { path: string }[] };
  return { ...config, references: references.filter(({ path }) => path.startsWith('./tsconfig.')) };
}

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  tree.delete('.oxfmtrc.json');
  for (const path of ['LICENSE', 'CODEOWNERS', '.prettierrc.json', 'apps/prep/package.json'])
    tree.write(path, onDisk(path));
  for (const file of [...configs, 'package.json']) tree.write(`${model}/${file}`, onDisk(`${model}/${file}`));
});
const read = (path: string) => tree.read(`packages/label-merge/${path}`, 'utf8') ?? '';

describe(packageGenerator, () => {
  it('makes the files of a package, and nothing else', async () => {
    const before = tree.listChanges().map(({ path }) => path);
    await packageGenerator(tree, options);
    const made = tree.listChanges().map(({ path }) => path);
    expect(made.filter((path) => !before.includes(path)).sort()).toEqual(
      [
        ...['LICENSE', 'README.md', 'package.json', ...configs],
        ...['src/errors.ts', 'src/index.ts', 'src/parse-count.test.ts', 'src/parse-count.ts'],
      ]
        .map((path) => `packages/label-merge/${path}`)
        .sort(),
    );
  });

  it('describes the package as all the others do', async () => {
    await packageGenerator(tree, { ...options, description: 'Merges labels' });
    const kept = JSON.parse(onDisk(`${model}/package.json`)) as Record<string, unknown>;
    delete kept['dependencies'];
    expect(JSON.parse(read('package.json'))).toEqual({
      ...kept,
      name: '@detectory/label-merge',
      description: 'Merges labels',
      nx: { name: 'label-merge', tags: ['type:core', 'scope:data'] },
      exports: {
        '.': { '@detectory/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
    });
  });

  it('names the owner', async () => {
    await packageGenerator(tree, options);
    expect(tree.read('CODEOWNERS', 'utf8')).toMatch(/\n\/packages\/label-merge\/ +@detectory\/data\n$/);
  });

  it('takes the licence along, which npm packs only from the package', async () => {
    await packageGenerator(tree, options);
    expect(read('LICENSE')).toBe(onDisk('LICENSE'));
  });

  it('spells the errors of the package after its name', async () => {
    await packageGenerator(tree, options);
    expect(read('src/errors.ts')).toContain('abstract class LabelMergeError extends Error');
    expect(read('src/errors.ts')).toMatch(/code = .LABEL_MERGE_COUNT_INVALID./);
    expect(read('README.md').split('\n').length).toBeLessThan(120);
  });

  it.each([
    [{ name: 'LabelMerge' }, /"LabelMerge" is no name.*kebab-case.*Try "label-merge"/],
    [{ name: '2d' }, /"2d" is no name/],
    [{ name: '../evil' }, /"..\/evil" is no name/],
    [{ name: 'terminal' }, /"terminal" is taken by packages\/terminal/],
    [{ name: 'prep' }, /"prep" is taken by apps\/prep/],
    [{ scope: 'repo', type: 'feature' }, /--type=core/],
    [{ owner: 'joe' }, /"joe" is no owner.*--owner=@detectory\/data/],
    [{ owner: '' }, /"" is no owner/],
  ] as const)('refuses %o, says what it expects, and writes nothing', async (wrong, message) => {
    const before = tree.listChanges().length;
    await expect(packageGenerator(tree, { ...options, ...wrong })).rejects.toThrow(message);
    expect(tree.listChanges().length).toBe(before);
  });

  it('says which file of the model is missing', async () => {
    tree.delete(`${model}/tsconfig.lib.json`);
    await expect(packageGenerator(tree, options)).rejects.toThrow(/packages\/terminal\/tsconfig.lib.json is missing/);
  });
});

describe('every package of the workspace', () => {
  const names = readdirSync(join(root, 'packages'));

  it.each(names)('%s is configured as its siblings are', (name) => {
    for (const file of configs) {
      const [ours, theirs] = [name, model.split('/')[1] ?? ''].map((sibling) =>
        shape(file, onDisk(`packages/${sibling}/${file}`), sibling),
      );
      expect(ours, `packages/${name}/${file}`).toEqual(theirs);
    }
  });

  it.each(names)('%s has an owner and a short README', (name) => {
    expect(onDisk(`packages/${name}/README.md`).split('\n').length).toBeLessThan(120);
    expect(onDisk('CODEOWNERS')).toMatch(new RegExp(`^/packages/${name}/ +@\\S+/\\S+$`, 'm'));
  });
});

describe('nx g @detectory/generators:package --help', () => {
  const schema = JSON.parse(onDisk('tools/generators/src/package/schema.json')) as {
    readonly description?: string;
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, { readonly description?: string }>>;
  };

  it('says what it makes', () => {
    expect(schema.description).toMatch(/package/);
  });

  it.each(Object.entries(schema.properties))(
    'says what %s is, and whether it must be there',
    (name, { description }) => {
      expect(description).toMatch(schema.required.includes(name) ? /^Required\. \S/ : /^(?!Required)\S/);
    },
  );
});
