import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/main.js';
import { runCaptured } from './run-captured.js';

let dir: string;
let manifest: string;
let words: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-'));
  manifest = join(dir, 'output.manifest');
  const attributes = Array.from({ length: 10 }, (_, i) => (i < 4 ? 'drawn' : 'mended'));
  await writeFile(manifest, attributes.map((attribute, i) => `${toLine(i, attribute)}\n`).join(''));
  words = ['build', manifest, '--copy', 'none', '--split', '80/20/0', '--force', '--out', join(dir, 'set')];
});
afterEach(() => rm(dir, { recursive: true }));

function toLine(i: number, attribute: string): string {
  return JSON.stringify({
    'source-ref': `s3://tools/${i}.jpg`,
    [attribute]: {
      annotations: [{ class_id: 0, left: i, top: 2, width: 20, height: 10 }],
      image_size: [{ width: 640, height: 480, depth: 3 }],
    },
    [`${attribute}-metadata`]: { type: 'groundtruth/object-detection', 'class-map': { 0: 'drill' } },
  });
}

/** What build and inspect say of how they read their input. */
describe(run, () => {
  it('says which label attributes it took where there are several', async () => {
    const { stdout } = await runCaptured(...words);
    expect(stdout).toContain('Label attributes: drawn (4 lines), mended (6 lines). The newest of a line is taken;');
    const chosen = await runCaptured(...words, '--label-attribute', 'mended');
    expect(chosen.stdout).toContain(
      'drawn (4 lines, used for 0), mended (6 lines). Chosen by --label-attribute mended.',
    );
    expect(JSON.parse((await runCaptured(...words, '--json')).stdout)).toMatchObject({
      attributes: [
        { attribute: 'drawn', lines: 4, chosen: 4 },
        { attribute: 'mended', lines: 6, chosen: 6 },
      ],
    });
  });

  it('notes the images that it did not read, and how to have them read', async () => {
    const { stdout } = await runCaptured(...words);
    expect(stdout).toMatch(/^Noted:\n +10 {2}images that were not read: .* \(give --images\) \[images-not-read\]$/m);
    const { notes } = JSON.parse((await runCaptured(...words, '--json')).stdout) as { notes: unknown };
    expect(notes).toEqual({ 'images-not-read': 10 });
  });

  it('explains a --group-near-duplicates that takes the only manifest for its number', async () => {
    const { exitCode, stderr } = await runCaptured('build', '--group-near-duplicates', manifest, '--out', dir);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Before a manifest write --group-near-duplicates=4, or put the flag last.');
    expect(stderr).not.toContain('missing');
  });

  it('inspects without a step that would find no image either', async () => {
    const { stdout } = await runCaptured('inspect', manifest, '--images', dir);
    expect(stdout).toContain('Next: not one of the images was found; pass --images with the folder that holds them.');
    expect(stdout).not.toContain('detectory-prep build');
  });
});
