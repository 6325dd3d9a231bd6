import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/main.js';
import { runCaptured } from './run-captured.js';

let dir: string;
let manifest: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-variants-'));
  manifest = join(dir, 'output.manifest');
});
afterEach(() => rm(dir, { recursive: true }));

interface LineParts {
  /** Each label is a day newer than the one before it. */
  readonly attributes?: readonly string[];
  /** The left edge of each box. */
  readonly lefts?: readonly number[];
}

/** A line with the same boxes under each attribute. */
function toLine(sourceRef: string, { attributes = ['tools'], lefts = [1] }: LineParts = {}): object {
  const annotations = lefts.map((left) => ({ class_id: 0, left, top: 2, width: 30, height: 40 }));
  const labels = attributes.map((attribute, i) => ({
    [attribute]: { annotations, image_size: [{ width: 640, height: 480, depth: 3 }] },
    [`${attribute}-metadata`]: {
      'class-map': { 0: 'drill' },
      type: 'groundtruth/object-detection',
      'creation-date': `2026-01-0${i + 1}T00:00:00.000000`,
    },
  }));
  return labels.reduce<object>((line, label) => ({ ...line, ...label }), { 'source-ref': sourceRef });
}

/** Lines that a labelling job gave up on. */
function failedLines(...reasons: readonly string[]): object[] {
  return reasons.map((reason, i) => ({
    'source-ref': `s3://b/failed-${i}.jpg`,
    'tools-metadata': { 'failure-reason': reason },
  }));
}

async function runOn(lines: readonly object[], command: string, ...words: readonly string[]): Promise<string> {
  await writeFile(manifest, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { exitCode, stdout } = await runCaptured(command, manifest, ...words);
  expect(exitCode).toBe(0);
  return stdout;
}

/** What inspect and build say of a manifest's variants. */
describe(run, () => {
  it('groups the lines that a labelling job gave up on by their reason', async () => {
    const lines = [toLine('s3://b/a.jpg'), ...failedLines('image too large', 'no access', 'image too large')];
    const stdout = await runOn(lines, 'inspect');
    expect(stdout).toMatch(/^ +3 {2}lines that the labelling job gave up on .*\[line-failed\]$/m);
    expect(stdout).toMatch(/^ +2 × image too large\n +1 × no access$/m);
  });

  it('says which label of an adjusted line it takes, and follows --label-attribute', async () => {
    const lines = [
      toLine('s3://b/a.jpg', { attributes: ['drawn', 'mended'] }),
      toLine('s3://b/b.jpg', { attributes: ['drawn'] }),
    ];
    expect(await runOn(lines, 'inspect')).toMatch(
      /label attribute {2}drawn \(2 lines, used for 1\), mended \(1 line\)$/m,
    );
    expect(await runOn(lines, 'inspect', '--label-attribute', 'drawn')).toMatch(
      /label attribute {2}drawn \(2 lines\), mended \(1 line, used for 0\)$/m,
    );
  });

  it('counts lines that repeat an image, and follows --on-duplicate', async () => {
    const lines = [toLine('s3://b/a.jpg'), toLine('s3://b/a.jpg')];
    expect(await runOn(lines, 'inspect')).toMatch(
      /^ +1 {2}lines whose image another line replaces .*\[line-repeated\]$/m,
    );
    expect(await runOn(lines, 'inspect', '--on-duplicate', 'error')).toContain(
      'output.manifest:2: s3://b/a.jpg stands in line 1',
    );
  });

  it('names the buckets of the images where there are several', async () => {
    const lines = ['s3://one/a.jpg', 's3://two/a.jpg', 's3://one/b.jpg'].map((sourceRef) => toLine(sourceRef));
    expect(await runOn(lines, 'inspect')).toMatch(/^ {2}buckets {10}one \(2\), two \(1\)$/m);
    expect(await runOn(lines.slice(0, 1), 'inspect')).not.toContain('buckets');
    expect(JSON.parse(await runOn(lines, 'inspect', '--json'))).toMatchObject({ buckets: { one: 2, two: 1 } });
  });

  it('says what a build left out and what it noted, each with its reason', async () => {
    const lines = [toLine('s3://b/a.jpg', { lefts: [1, -10, 900] }), ...failedLines('no access')];
    const stdout = await runOn(lines, 'build', '--copy', 'none', '--split', '100/0/0', '--out', join(dir, 'set'));
    expect(stdout).toMatch(/^Left out:\n +1 {2}boxes wholly .*\[box-outside-image\]\n +1 {2}lines .*\[line-failed\]$/m);
    expect(stdout).toMatch(/^Noted:\n +1 {2}boxes cut to the edge .*\[box-clipped\]$/m);
  });
});
