import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { create } from 'tar';
import { describe, expect, it } from 'vitest';
import { samplePng } from '../src/testing/sample-png.js';
import { writeFusedModel } from '../src/testing/sample-models.js';

/** Inside of the package, so that the example's imports find it by its name. */
const folder = fileURLToPath(new URL('../test-output/readme/', import.meta.url));

describe('the example in README.md', () => {
  it('runs as it stands there', { timeout: 60_000 }, async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    await mkdir(folder, { recursive: true });
    await writeFusedModel(folder, [[8, 24, 40, 40, 0.75, 1]]);
    await create({ file: join(folder, 'model.tar.gz'), cwd: folder, gzip: true }, ['model.json', 'model.onnx']);
    const photo = samplePng({ pixels: new Uint8Array(128 * 64 * 3), widthPx: 128, heightPx: 64 });
    await writeFile(join(folder, 'photo.jpg'), photo);
    await writeFile(join(folder, 'example.mjs'), code);
    const { stdout } = await promisify(execFile)(process.execPath, ['example.mjs'], {
      cwd: folder,
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    expect(stdout).toBe('hammer 0.75 16 16\n');
    await rm(folder, { recursive: true });
  });
});
