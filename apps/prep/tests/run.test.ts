import { createHash } from 'node:crypto';
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

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe(run, () => {
  it('inspects a manifest as a table with the next step', async () => {
    const { exitCode, stdout } = await runCaptured('inspect', manifest);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('output.manifest: 20 lines, 20 labelled images, 28 boxes');
    expect(stdout).toMatch(/^ *0 {2}drill +4 +4 +█/m);
    expect(stdout).toMatch(/^ *8 to 16 +28 {2}█{30}$/m);
    expect(stdout).toContain("Anchors: best possible recall 1.0000; YOLOv5's own anchors fit.");
    expect(stdout).toContain('Imbalance: the most frequent class has 6.0 times');
    expect(stdout).toContain(
      `Next: detectory-prep build ${manifest} --images <folder> --balance max-ratio=3 --out dataset`,
    );
  });

  it('leaves small boxes and lines with a bad verdict out when asked, and records both options', async () => {
    const lines = (await readFile(manifest, 'utf8')).trim().split('\n');
    const verdict = { 'check-metadata': { type: 'groundtruth/label-verification', 'class-name': 'bad' } };
    lines[0] = JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), ...verdict });
    await writeFile(manifest, lines.join('\n').replace('"width":20', '"width":3'));
    const out = join(dir, 'out');
    const flags = ['--copy', 'none', '--out', out, '--drop-verified', 'bad', '--min-box-px', '4'];
    expect((await runCaptured('build', manifest, ...flags)).exitCode).toBe(0);
    expect(JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8'))).toMatchObject({
      options: { dropVerified: 'bad', minBoxPx: 4 },
      dropped: { counts: { 'line-verified-bad': 1 } },
    });
  });

  it.each([
    [{ 0: 'good', 1: 'bad' }, 'verdicts here: good (1 line), bad (1 line).'],
    [{}, 'verdicts here: none.'],
  ])('says that no line carries the verdict to drop, where they have %j', async (verdicts, found) => {
    const lines = (await readFile(manifest, 'utf8')).trim().split('\n');
    for (const [at, verdict] of Object.entries(verdicts)) {
      const check = { 'check-metadata': { type: 'groundtruth/label-verification', 'class-name': verdict } };
      lines[Number(at)] = JSON.stringify({ ...(JSON.parse(lines[Number(at)] ?? '') as object), ...check });
    }
    await writeFile(manifest, lines.join('\n'));
    for (const words of [['inspect'], ['build', '--copy', 'none', '--out', join(dir, 'set')]]) {
      const { exitCode, stdout } = await runCaptured(...words, manifest, '--drop-verified', 'bda');
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Note: --drop-verified bda: no line was judged so; ${found}`);
    }
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
    expect(stdout).toMatch(/^most to least frequent class +6\.00 +1\.00$/m);
    expect(stdout).toMatch(/^furthest above +screwdriver \+500\.0% +-$/m);
    expect(stdout).toMatch(/^images kept +50\.0%$/m);
    expect(stdout).toContain('--balance equal: distance to the targets 0.000, the best possible.');
    expect(stdout).toContain(join(out, 'data.yaml'));
    expect((await readdir(out)).sort()).toEqual([
      'data.yaml',
      'dataset.json',
      'labels',
      'splits.lock.json',
      'test.txt',
      'train.txt',
      'val.txt',
    ]);
  });

  it('says which targets exclude each other, and shows that it is balancing', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => toLine(i, ['drill', 'screwdriver', 'screwdriver']));
    await writeFile(manifest, `${lines.join('\n')}\n`);
    const { stdout, stderr } = await runCaptured(
      ...['build', manifest, '--copy', 'none', '--balance', 'equal', '--out', join(dir, 'set')],
    );
    expect(stdout).toContain(
      'Note: screwdriver cannot go below 40 boxes without drill falling below 20: they share images.',
    );
    expect(stdout).toMatch(/distance to the targets 0\.500, at most \d\.\d\d% of it avoidable/);
    expect(stderr).toContain('Balancing');
  });

  it('says what oversampling added to train, or that there is nothing to repeat', async () => {
    const options = ['build', manifest, '--copy', 'none', '--force', '--out', join(dir, 'set'), '--oversample'];
    const { stdout } = await runCaptured(...options, 'rfs=1');
    expect(stdout).toMatch(
      /--oversample rfs=1: \d+ copies of \d+ photos added to train; most to least .* \d\.\d → \d\.\d\./,
    );
    const lists = await readFile(join(dir, 'set', 'train.txt'), 'utf8');
    expect(lists).toMatch(/^\.\/images\/train\/\d+~2\.jpg$/m);
    expect((await runCaptured(...options, 'rfs')).stdout).toContain('nothing to repeat');
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

  it('reports a dataset as a page, and says what to look at first', async () => {
    const set = join(dir, 'set');
    const page = join(dir, 'report.html');
    await runCaptured('build', manifest, '--copy', 'none', '--balance', 'target=6', '--out', set);
    const { exitCode, stdout, stderr } = await runCaptured('report', set, '--out', page);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Look at first:');
    expect(stdout).toContain(`images in ${page} (`);
    expect(stderr).toContain('Reading labels:');
    const html = await readFile(page, 'utf8');
    expect(html.startsWith('<!doctype html>')).toBe(true);
    expect(html).toContain('<th scope="col" class="number">Before</th>');
    const { stdout: json } = await runCaptured('report', set, '--out', page, '--json', '--imgsz', '320');
    expect(JSON.parse(json)).toMatchObject({ out: page, findings: [{ section: 'classes' }, { section: 'boxes' }] });
  });

  it('refuses to report what is no dataset, and numbers that are none, and writes nothing', async () => {
    const page = join(dir, 'report.html');
    const missing = await runCaptured('report', dir, '--out', page);
    expect([missing.exitCode, missing.stderr]).toEqual([1, expect.stringContaining('this is no whole dataset')]);
    for (const flag of ['--imgsz', '--images-per-class']) {
      const { exitCode, stderr } = await runCaptured('report', dir, '--out', page, flag, 'many');
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${flag} many: expected a whole number`)]);
    }
    expect(await readdir(dir)).toEqual(['output.manifest']);
  });

  it('tells what the split keeps together and what a random one would leak', async () => {
    const words = ['build', manifest, '--copy', 'none', '--group-by', 'regex=(\\d)\\.jpg', '--out', join(dir, 'set')];
    const { exitCode, stdout } = await runCaptured(...words);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/pairs across splits: --group-by regex=\(\\d\)\\\.jpg +[1-9]\d* +0$/m);
    expect(stdout).toMatch(/^boxes of a class off its share, worst +[\d.]+% +[\d.]+%$/m);
    expect(stdout).toContain('Kept together: 20 images in 10 groups, the largest of 2.');
  });

  it('ends with 1 on a --group-by that no line has, and leaves nothing', async () => {
    const words = ['--group-by', 'key=video', '--out', join(dir, 'set')];
    const { exitCode, stderr } = await runCaptured('build', manifest, '--copy', 'none', ...words);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--group-by key=video: no line of a labelled image holds it');
    expect(await readdir(dir)).toEqual(['output.manifest']);
  });

  it('keeps the split of an earlier build, and explains what a lock made for other shares means', async () => {
    const [first, second] = [join(dir, 'first'), join(dir, 'second')];
    await runCaptured('build', manifest, '--copy', 'none', '--out', first);
    const words = ['--splits-lock', first, '--split', '60/20/20', '--seed', '9', '--out', second];
    const { stdout } = await runCaptured('build', manifest, '--copy', 'none', ...words);
    expect(stdout).toContain('Split kept from the lock: 20 images; 0 new, 0 of the lock not here.');
    expect(stdout).toContain('Note: the lock was made for 80/10/10.');
    // A long note goes on in an indented line.
    expect(stdout).toMatch(/^ {2}.*--split\.$/m);
    for (const line of stdout.split('\n')) if (!line.includes(dir)) expect(line.length).toBeLessThanOrEqual(120);
    const lists = ['train.txt', 'val.txt', 'test.txt'].map((name) => [join(first, name), join(second, name)] as const);
    for (const [a, b] of lists) expect(await readFile(b, 'utf8')).toBe(await readFile(a, 'utf8'));
    expect(JSON.parse(await readFile(join(second, 'dataset.json'), 'utf8'))).toMatchObject({
      options: { splitsLock: sha256Of(await readFile(join(first, 'splits.lock.json'))) },
    });
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
    [['--oversample', 'twice'], '--oversample twice'],
    [['--on-duplicate', 'last'], '--on-duplicate last'],
    [['--group-by', 'video'], '--group-by video'],
    [['--group-by', 'regex=[0-9]+'], '--group-by regex=[0-9]+'],
    [['--group-near-duplicates', '99'], '--group-near-duplicates 99'],
    [['--copy', 'none', '--group-near-duplicates'], '--group-near-duplicates'],
    [['--group-near-duplicates', 'more.manifest'], 'Before a manifest write --group-near-duplicates=4'],
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
    expect(stderr).toContain('Interrupted; no result was written.');
    expect(await readdir(dir)).toEqual(['output.manifest']);
  });

  it.each(['inspect', 'build', 'check', 'report'])('shows examples in the help of %s', async (command) => {
    const { exitCode, stdout } = await runCaptured(command, '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
  });
});
