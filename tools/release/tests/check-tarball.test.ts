import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTarball } from '../src/pack/check-tarball.mjs';
import { openTarball } from '../src/pack/open-tarball.mjs';
import { packProjects, type Tarball } from '../src/pack/pack-projects.mjs';
import { type Manifest, publishableProjects } from '../src/projects.mjs';
import { root } from '../src/run-script.mjs';

const work = mkdtempSync(join(tmpdir(), 'detectory-tarballs-'));
let tarballs: Tarball[];
let sound: string;

beforeAll(async () => {
  tarballs = await packProjects(root, join(work, 'packed'));
  sound = join(work, 'sound');
  const storage = tarballs.find(({ name }) => name === '@detectory/storage');
  await openTarball(storage!.file, ({ folder }) => cpSync(folder, join(sound, 'package'), { recursive: true }));
});
afterAll(() => rmSync(work, { recursive: true }));

/** A tarball of storage with one thing wrong. */
async function spoil(change: (folder: string) => void): Promise<string[]> {
  const broken = mkdtempSync(join(work, 'broken-'));
  cpSync(sound, broken, { recursive: true });
  change(join(broken, 'package'));
  const file = join(broken, 'broken.tgz');
  await create({ gzip: true, file, cwd: broken }, ['package']);
  return checkTarball(file);
}

function edit(folder: string, change: (manifest: Required<Manifest>) => void): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Required<Manifest>;
  change(manifest);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

describe(packProjects, () => {
  it('packs every package and app, and nothing private', () => {
    expect(tarballs.map(({ name }) => name)).toEqual(publishableProjects(root).map(({ manifest }) => manifest.name));
    expect(tarballs.map(({ folder }) => folder.split('/')[0])).not.toContain('tools');
  });
});

describe(checkTarball, () => {
  it('finds nothing wrong with what we would publish', async () => {
    for (const { name, file } of tarballs) expect([name, await checkTarball(file)]).toEqual([name, []]);
  });

  it('reports an import that package.json does not list', async () => {
    const problems = await spoil((folder) =>
      edit(folder, (manifest) => delete manifest.dependencies['@aws-sdk/client-s3']),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^dist\/.* imports @aws-sdk\/client-s3, which package.json doesn't list; add it/),
    ]);
  });

  it('reports tests and compiler caches that came along', async () => {
    const problems = await spoil((folder) => {
      writeFileSync(join(folder, 'src/late.test.ts'), '');
      writeFileSync(join(folder, 'dist/tsconfig.lib.tsbuildinfo'), '');
    });
    expect(problems).toEqual([
      expect.stringContaining('src/late.test.ts belongs to tests'),
      expect.stringContaining('tsbuildinfo is a compiler cache'),
    ]);
  });

  it('reports a missing licence and a missing bin', async () => {
    const problems = await spoil((folder) => {
      rmSync(join(folder, 'LICENSE'));
      edit(folder, (manifest) => (manifest.bin = { storage: './bin/storage.mjs' }));
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining('LICENSE is missing'),
        expect.stringContaining('bin/storage.mjs is missing'),
        expect.stringMatching(/^publint: /),
      ]),
    );
  });

  it('reports a source map whose source is not packed', async () => {
    const problems = await spoil((folder) => rmSync(join(folder, 'src/s3-uri.ts')));
    expect(problems).toContainEqual(
      expect.stringMatching(/dist\/s3-uri.js.map points to src\/s3-uri.ts, which is not/),
    );
  });

  it('reports an export without a file, by publint', async () => {
    const problems = await spoil((folder) =>
      edit(
        folder,
        (manifest) => (manifest.exports['./gone'] = { types: './dist/gone.d.ts', default: './dist/gone.js' }),
      ),
    );
    expect(problems).toContainEqual(expect.stringMatching(/^publint: .*gone\.js.*not exist/));
  });

  it('reports types that TypeScript would not find or that belong to another format, by arethetypeswrong', async () => {
    const missing = await spoil((folder) => {
      mkdirSync(join(folder, 'dist/plain'));
      writeFileSync(join(folder, 'dist/plain/index.js'), 'export const plain = 1;\n');
      edit(folder, (manifest) => (manifest.exports['./plain'] = { default: './dist/plain/index.js' }));
    });
    expect(missing).toContainEqual(expect.stringMatching(/^arethetypeswrong: .*at "\.\/plain" \(node16-esm\)/));
  });
});
