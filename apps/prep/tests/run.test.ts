import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/main.js';
import { runCaptured } from './run-captured.js';

let dir: string;
let manifest: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-'));
  manifest = join(dir, 'output.manifest');
  const lines = Array.from({ length: 20 }, (_, i) =>
    toLine(i, i % 5 === 4 ? [] : i % 4 === 0 ? ['drill'] : ['screwdriver', 'screwdriver']),
  );
  await writeFile(manifest, `${lines.join('\n')}\n`);
});
afterEach(() => rm(dir, { recursive: true }));

function toLine(i: number, names: readonly string[]): string {
  const classMap = { 0: 'drill', 1: 'screwdriver' };
  return JSON.stringify({
    'source-ref': `s3://tools/${i}.jpg`,
    tools: {
      annotations: names.map((name, at) => ({
        class_id: name === 'drill' ? 0 : 1,
        left: 9 * at,
        top: i,
        width: 20,
        height: 10,
      })),
      image_size: [{ width: 640, height: 480, depth: 3 }],
    },
    'tools-metadata': {
      type: 'groundtruth/object-detection',
      'class-map': names.length > 0 ? classMap : {},
      objects: names.map(() => ({ confidence: 0 })),
    },
  });
}

describe(run, () => {
  it('inspects a manifest as a table with the next step', async () => {
    const { exitCode, stdout } = await runCaptured('inspect', manifest);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('output.manifest: 20 lines, 20 labelled images, 28 boxes');
    expect(stdout).toMatch(/^ *0 {2}drill +4 +4 +█/m);
    expect(stdout).toContain('Imbalance: the most frequent class has 6.0 times');
    expect(stdout).toContain(
      `Next: detectory-prep build ${manifest} --images <folder> --balance max-ratio=3 --out dataset`,
    );
  });

  it('inspects as one JSON document', async () => {
    const { stdout } = await runCaptured('inspect', manifest, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      lines: { total: 20, labelled: 20, empty: 4 },
      boxes: 28,
      imbalance: 6,
      imagesChecked: false,
    });
  });

  it('tells which images are missing when it may look', async () => {
    const { stdout, exitCode } = await runCaptured('inspect', manifest, '--images', dir);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('20 problems:');
    expect(stdout).toContain(`output.manifest:1: s3://tools/0.jpg: not found below ${dir}`);
  });

  it('builds labels, and reports balancing with its gap', async () => {
    const out = join(dir, 'set');
    const { exitCode, stdout } = await runCaptured(
      'build',
      manifest,
      '--copy',
      'none',
      '--balance',
      'equal',
      '--out',
      out,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^drill +4 +4 +/m);
    expect(stdout).toMatch(/^screwdriver +24 +4 +/m);
    expect(stdout).toContain('--balance equal: most to least frequent class 6.0 → 1.0');
    expect(stdout).toContain(join(out, 'data.yaml'));
    expect((await readdir(out)).sort()).toEqual([
      'data.yaml',
      'dataset.json',
      'labels',
      'test.txt',
      'train.txt',
      'val.txt',
    ]);
  });

  it('builds as one JSON document, and records the options that decide the content', async () => {
    const out = join(dir, 'set');
    const { stdout } = await runCaptured(
      'build',
      manifest,
      '--copy',
      'none',
      '--out',
      out,
      '--json',
      '--seed',
      '3',
      '--negatives',
      'drop',
    );
    expect(JSON.parse(stdout)).toMatchObject({ out, images: 16, negatives: 0, dropped: { 'negative-not-kept': 4 } });
    const dataset = await readFile(join(out, 'dataset.json'), 'utf8');
    expect(JSON.parse(dataset)).toMatchObject({
      seed: 3,
      options: { negatives: 'drop', split: '80/10/10', images: false },
    });
    expect(dataset).not.toContain(dir);
  });

  it.each([
    [['--balance', 'most'], '--balance most'],
    [['--split', '80'], '--split 80'],
    [['--negatives', 'all'], '--negatives all'],
    [['--on-bad', 'warn'], '--on-bad warn'],
    [['--exif', 'none'], '--exif none'],
    [['--copy', 'move'], '--copy move'],
    [['--seed', 'x'], '--seed x'],
    [['--max-images', '0'], '--max-images 0'],
    [['--on-duplicate', 'last'], '--on-duplicate last'],
    [['--shard', '0/3'], '--shard 0/3'],
    [['--shard', '4/3'], '--shard 4/3'],
    [['--shard-timeout', '0'], '--shard-timeout 0'],
  ])('ends with 2 on %j, naming the flag and what it takes', async (words, text) => {
    const { exitCode, stderr } = await runCaptured('build', manifest, '--out', join(dir, 'set'), ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).toContain('expected');
    expect(await readdir(dir)).toEqual(['output.manifest']);
  });

  it('ends with 1 on input that is no manifest, once, and as JSON on request', async () => {
    await writeFile(manifest, 'file,left,top\n');
    const { exitCode, stderr } = await runCaptured('inspect', manifest);
    expect([exitCode, stderr.match(/error:/g)?.length]).toEqual([1, 1]);
    const { stdout } = await runCaptured('inspect', manifest, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'DATASET_WRONG_MANIFEST_KIND' } });
  });

  it('ends with 130 when interrupted, and leaves nothing', async () => {
    const running = runCaptured('build', manifest, '--copy', 'none', '--out', join(dir, 'set'));
    process.emit('SIGINT');
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Interrupted; no dataset was written.');
    expect(await readdir(dir)).toEqual(['output.manifest']);
  });

  it.each(['inspect', 'build'])('shows examples in the help of %s', async (command) => {
    const { exitCode, stdout } = await runCaptured(command, '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
  });
});
