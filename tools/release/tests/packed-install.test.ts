import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { drawWorkbench } from '@detectory/workbench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishableProjects } from '../src/projects.mjs';
import { root } from '../src/run-script.mjs';
import { type Consumer, installPacked } from './install-packed.js';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const projects = publishableProjects(root);
const entryPoints = projects.flatMap(({ manifest }) =>
  Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => manifest.name + path.slice(1)),
);

/** Entry points of types alone: they load, and bring nothing. */
const typesOnly = ['@detectory/endpoint-handler/hooks'];

let consumer: Consumer;
beforeAll(async () => {
  consumer = await installPacked();
});
afterAll(() => consumer.remove());

describe('what npm installs from the tarballs', () => {
  it('has types for every entry point, without the condition of the workspace', async () => {
    const imports = entryPoints.map((name, index) => `import * as entry${index} from '${name}';`);
    const names = entryPoints.map((_, index) => `entry${index}`);
    writeFileSync(join(consumer.folder, 'all.ts'), `${imports.join('\n')}\nexport default [${names.join(', ')}];\n`);
    writeFileSync(
      join(consumer.folder, 'use.ts'),
      "import { createStorage, parseS3Uri } from '@detectory/storage';\n" +
        "export const bucket: string = parseS3Uri('s3://bucket/key').bucket;\n" +
        '// @ts-expect-error: a path, not a number; were the types missing, nothing would be wrong here\n' +
        'export const bytes = createStorage().readBytes(1);\n',
    );
    const compilerOptions = { target: 'ES2023', module: 'NodeNext', strict: true, types: ['node'], noEmit: true };
    writeFileSync(
      join(consumer.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['all.ts', 'use.ts'] }),
    );
    expect(await consumer.run('node', tsc, '--project', '.')).toMatchObject({ code: 0, output: '' });
  });

  it('loads every entry point', async () => {
    const code = `for (const name of ${JSON.stringify(entryPoints)})
      if ((Object.keys(await import(name)).length === 0) !== ${JSON.stringify(typesOnly)}.includes(name)) throw name;`;
    expect(await consumer.run('node', '--input-type=module', '--eval', code)).toMatchObject({ code: 0, output: '' });
  });

  it.each(projects.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {})))('runs %s', async (bin) => {
    const { code, stdout } = await consumer.run('npx', '--no-install', bin, '--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Usage: ${bin}`)]);
  });

  it('builds a dataset of drawn photos', async () => {
    const drawn = join(consumer.folder, 'drawn');
    await drawWorkbench({ outDir: drawn, photos: 8, sizePx: 96, seed: 5 });
    const labels = ['--images', drawn, '--labels', join(drawn, 'labels.json')];
    const args = ['build', join(drawn, 'output.manifest'), ...labels, '--out', 'dataset'];
    expect(await consumer.run('npx', '--no-install', 'detectory-prep', ...args)).toMatchObject({ code: 0 });
    const dataset = join(consumer.folder, 'dataset');
    expect(existsSync(join(dataset, 'data.yaml'))).toBe(true);
    expect(JSON.parse(readFileSync(join(dataset, 'dataset.json'), 'utf8'))).toMatchObject({
      classes: expect.any(Array),
    });
  });

  it('says what training needs, which is in no package', async () => {
    const checkpoint = join(consumer.folder, 'best.pt');
    // What stands here is taken for one of YOLOv5's, so that the import goes on to look for what opens it.
    writeFileSync(checkpoint, 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006');
    const ran = await consumer.run('npx', '--no-install', 'detectory-launch', 'import', checkpoint, '--out', 'runs');
    expect([ran.code, ran.output]).toEqual([1, expect.stringMatching(/DETECTORY_TRAINING_GLUE is not set.*AGPL/)]);
  });
});
