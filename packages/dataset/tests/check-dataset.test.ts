import { createStorage, type Storage } from '@detectory/storage';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildDataset, checkDataset } from '../src/adapters/index.js';
import type { CheckReport } from '../src/check/check-report.js';
import type { FindingCode } from '../src/check/findings.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { createMemoryS3 } from './memory-s3.js';
import { makeDamagedWebp, makeJpeg, makePng } from './make-image.js';
import { makeJob } from './make-job.js';

const dirs: string[] = [];
afterEach(async () => {
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true });
});

type Files = Readonly<Record<string, string | Uint8Array>>;

const row = '0 0.5 0.5 0.2 0.2\n';
/** Two splits in which nothing is to be found. */
const sound: Files = {
  'data.yaml': 'path: /opt/ml/input/data/training\ntrain: images/train\nval: images/val\nnames:\n  0: drill\n',
  'images/train/a.png': makePng(20, 30, 1),
  'labels/train/a.txt': row,
  'images/train/b.png': makePng(20, 30, 2),
  'labels/train/b.txt': row,
  'images/val/c.png': makePng(20, 30, 3),
  'labels/val/c.txt': row,
};

async function writeDataset(files: Files): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'detectory-check-'));
  dirs.push(dir);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}

/** What is found once some files are changed; `undefined` takes one away. */
async function checkWith(changes: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<CheckReport> {
  const files = Object.entries({ ...sound, ...changes }).filter(([, content]) => content !== undefined);
  return checkDataset({ storage: createStorage(), dataset: await writeDataset(Object.fromEntries(files) as Files) });
}

function found({ findings }: CheckReport): Partial<Record<FindingCode, readonly string[]>> {
  return Object.fromEntries(findings.map(({ code, examples }) => [code, examples.map(({ path }) => path)]));
}

describe(checkDataset, () => {
  it('finds nothing in a sound dataset, and counts it', async () => {
    expect(await checkWith({})).toMatchObject({
      classes: 1,
      splits: {
        train: { images: 2, boxes: 2, backgrounds: 0, dropped: 0 },
        val: { images: 1, boxes: 1, backgrounds: 0, dropped: 0 },
      },
      findings: [],
      isSound: true,
    });
  });

  const jpeg = makeJpeg(20, 30, { trailing: Buffer.from('tail') });
  it.each<[name: string, changes: Record<string, string | Uint8Array | undefined>, code: FindingCode, path: string]>([
    ['that data.yaml is missing', { 'data.yaml': undefined }, 'yaml-missing', ''],
    ['data.yaml without names', { 'data.yaml': 'train: images/train\nval: images/val\n' }, 'yaml-invalid', 'data.yaml'],
    [
      'names with keys that are no numbers',
      { 'data.yaml': 'train: x\nval: y\nnames: {a: b}\n' },
      'yaml-invalid',
      'data.yaml',
    ],
    [
      'a val that is not there',
      { 'data.yaml': 'train: images/train\nval: images/valid\nnames: [a]\n' },
      'split-missing',
      'val',
    ],
    ['a split without images', { 'images/val/c.png': undefined, 'images/val/c.md': '' }, 'split-empty', 'val'],
    ['a train without a box', { 'labels/train/a.txt': '', 'labels/train/b.txt': '' }, 'labels-none', 'train'],
    ['a val without a box', { 'labels/val/c.txt': undefined }, 'validation-blind', 'val'],
    [
      'a class without a name',
      { 'labels/train/a.txt': '1 0.5 0.5 0.2 0.2' },
      'class-out-of-range',
      'labels/train/a.txt',
    ],
    [
      'an image that is cut off',
      { 'images/train/a.png': makePng(20, 30).subarray(0, 60) },
      'image-truncated',
      'images/train/a.png',
    ],
    ['an image under 10 pixels', { 'images/train/a.png': makePng(20, 9) }, 'image-too-small', 'images/train/a.png'],
    [
      'a WebP that is damaged within',
      { 'images/train/a.png': makeDamagedWebp() },
      'image-damaged',
      'images/train/a.png',
    ],
    ['a file that is no image', { 'images/train/a.png': 'text' }, 'image-unreadable', 'images/train/a.png'],
    [
      'a JPEG that YOLOv5 would re-encode',
      { 'images/train/d.jpg': jpeg, 'labels/train/d.txt': row },
      'jpeg-trailing-bytes',
      'images/train/d.jpg',
    ],
    ['a row of four columns', { 'labels/train/a.txt': '0 0.5 0.5 0.2' }, 'label-columns', 'labels/train/a.txt'],
    ['a value over 1', { 'labels/train/a.txt': '0 1.5 0.5 0.2 0.2' }, 'label-out-of-range', 'labels/train/a.txt'],
    ['NaN', { 'labels/train/a.txt': '0 nan 0.5 0.2 0.2' }, 'label-out-of-range', 'labels/train/a.txt'],
    ['words', { 'labels/train/a.txt': 'drill 0.5 0.5 0.2 0.2' }, 'label-not-number', 'labels/train/a.txt'],
    [
      'text that is no UTF-8',
      { 'labels/train/a.txt': Uint8Array.of(0xff, 0xfe) },
      'label-encoding',
      'labels/train/a.txt',
    ],
    ['a repeated row', { 'labels/train/a.txt': row + row }, 'label-rows-repeated', 'labels/train/a.txt'],
    ['a missing label', { 'labels/train/a.txt': undefined }, 'label-missing', 'images/train/a.png'],
    ['an empty label', { 'labels/train/a.txt': '' }, 'label-empty', 'labels/train/a.txt'],
    ['a label without an image', { 'labels/train/x.txt': row }, 'label-orphan', 'labels/train/x.txt'],
    [
      'two images with one label file',
      { 'images/train/a.jpg': makeJpeg(20, 30) },
      'label-shared',
      'images/train/a.png',
    ],
    ['a box that sticks out', { 'labels/train/a.txt': '0 0.95 0.5 0.2 0.2' }, 'box-sticks-out', 'labels/train/a.txt'],
    ['a box without area', { 'labels/train/a.txt': '0 0.5 0.5 0 0.2' }, 'box-without-area', 'labels/train/a.txt'],
    [
      'a class that is no whole number',
      { 'labels/train/a.txt': '0.5 0.5 0.5 0.2 0.2' },
      'class-fraction',
      'labels/train/a.txt',
    ],
    [
      'a box among outlines',
      { 'labels/train/a.txt': `0 0.1 0.1 0.5 0.1 0.5 0.5\n${row}` },
      'label-mixed',
      'labels/train/a.txt',
    ],
    [
      'the same image in two splits',
      { 'images/val/c.png': makePng(20, 30, 1) },
      'image-in-two-splits',
      'images/val/c.png',
    ],
    [
      'the same image twice in one split',
      { 'images/train/b.png': makePng(20, 30, 1) },
      'image-repeated',
      'images/train/b.png',
    ],
    [
      'a val that is train',
      { 'data.yaml': 'train: images/train\nval: images/train\nnames: [a]\n' },
      'split-repeated',
      'val',
    ],
    ['a cache that was shipped', { 'labels/train.cache': '' }, 'cache-shipped', 'labels/train.cache'],
    ['pixels that were shipped', { 'images/train/a.npy': '' }, 'pixels-shipped', 'images/train/a.png'],
    ['a picture that YOLOv5 passes over', { 'images/train/x.heic': '' }, 'file-ignored', 'images/train/x.heic'],
    [
      'an image turned by a tag that YOLOv5 half knows',
      { 'images/train/d.jpg': makeJpeg(20, 30, { orientation: 5 }), 'labels/train/d.txt': row },
      'exif-unclear',
      'images/train/d.jpg',
    ],
  ])('finds %s', async (_, changes, code, path) => {
    const report = await checkWith(changes);
    expect(found(report)[code]).toEqual([path]);
    const { level } = report.findings.find((group) => group.code === code)!;
    expect(report.isSound).toBe(report.findings.every((group) => group.level === 'note'));
    if (level !== 'note') expect(report.isSound).toBe(false);
  });

  it('finds labels that a nested folder named images hides from YOLOv5', async () => {
    const report = await checkWith({
      'images/train/images/d.png': makePng(20, 30, 4),
      'labels/train/images/d.txt': row,
    });
    expect(found(report)).toEqual({ 'labels-nested': ['images/train/images/d.png'] });
    expect(report.findings[0]?.examples[0]?.message).toContain('images/train/labels/d.txt');
  });

  it('finds a listed image that is not there', async () => {
    const report = await checkWith({
      'data.yaml': 'train: train.txt\nval: images/val\nnames: [a]\n',
      'train.txt': './images/train/a.png\n./images/train/gone.png\n',
    });
    expect(found(report)).toMatchObject({ 'image-missing': ['images/train/gone.png'] });
    expect(report.splits.train).toMatchObject({ images: 2, boxes: 1, dropped: 1 });
  });

  it('counts an image that is dropped for its label as dropped, with none of its boxes', async () => {
    const { splits } = await checkWith({ 'labels/train/a.txt': `${row}0 2 0.5 0.2 0.2\n` });
    expect(splits.train).toEqual({ images: 2, boxes: 1, backgrounds: 0, dropped: 1 });
  });

  it.each([
    ['the trainer path', 'path: /opt/x\ntrain: /opt/x/images/train\nval: /opt/x/images/val\nnames: [a]\n'],
    ['a relative path', 'path: .\ntrain: ./images/train/\nval: images/val/\nnames: [a]\n'],
    ['a path beside the YAML file, as Roboflow writes it', 'train: ../images/train\nval: ../images/val\nnames: [a]\n'],
    ['lists of folders', 'train: [images/train]\nval: [images/val]\nnames: [a]\n'],
  ])('follows %s', async (_, yaml) => {
    expect(await checkWith({ 'data.yaml': yaml })).toMatchObject({ findings: [], isSound: true });
  });

  it('takes a YAML file of another name', async () => {
    const dir = await writeDataset({ ...sound, 'coco.yaml': sound['data.yaml'] ?? '', 'data.yaml': 'broken: [' });
    const report = await checkDataset({ storage: createStorage(), dataset: join(dir, 'coco.yaml') });
    expect(report.isSound).toBe(true);
  });

  it('warns of nothing by itself where data.yaml has a tag that it does not know', async () => {
    const warn = vi.spyOn(process, 'emitWarning');
    const yaml = 'train: images/train\nval: images/val\nnames: [!x drill]\n';
    expect(await checkWith({ 'data.yaml': yaml })).toMatchObject({ classes: 1 });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('gives the same report whatever the concurrency and the order of listing', async () => {
    const dir = await writeDataset({
      ...sound,
      'images/train/z.png': 'text',
      'images/train/y.png': 'text',
      'images/val/x.png': 'text',
    });
    const storage = createStorage();
    const shuffled: Storage = {
      ...storage,
      list: async function* (uri) {
        const files = [];
        for await (const file of storage.list(uri)) files.push(file);
        yield* files.reverse();
      },
    };
    const plain = await checkDataset({ storage, dataset: dir });
    expect(await checkDataset({ storage: shuffled, dataset: dir, concurrency: 2 })).toEqual(plain);
  });

  it('checks a dataset on S3, where the trainer will see it in a folder of its own', async () => {
    const { storage } = createMemoryS3();
    for (const [path, content] of Object.entries(sound))
      await storage.writeBytes(`s3://bucket/images/set/${path}`, content);
    const report = await checkDataset({ storage, dataset: 's3://bucket/images/set/' });
    expect(report).toMatchObject({ dataset: 's3://bucket/images/set', findings: [], isSound: true });
  });

  it('finds nothing but notes in what build writes', async () => {
    const job = await makeJob(
      Array.from({ length: 10 }, (_, i) => ({
        key: `${i}.jpg`,
        bytes: makeJpeg(64, 48, { orientation: (i % 8) + 1, comment: String(i), trailing: Buffer.alloc(i % 3, 1) }),
        boxes: i === 9 ? [] : [['drill', i, 2, 10, 12] as const],
      })),
    );
    dirs.push(job.dir);
    const out = join(job.dir, 'out');
    await buildDataset({
      ...{
        storage: createStorage(),
        manifests: [job.manifest],
        images: job.images,
        out,
        copy: 'link',
        yamlRoot: '/data',
      },
      ...{
        split: parseSplitSpec('60/20/20'),
        seed: 0,
        negatives: parseNegativesPolicy('keep'),
        onBad: 'strict',
        exif: 'auto',
      },
      ...{ tool: { name: 'detectory-prep', version: '0.0.0' }, recordedOptions: {} },
    });
    const report = await checkDataset({ storage: createStorage(), dataset: out });
    expect(report.isSound).toBe(true);
    // No cache, no pixels, no stray file: the one negative's empty label is all that there is to say.
    expect(report.findings.map(({ code }) => code)).toEqual(['label-empty']);
  });

  it('stops at an abort', async () => {
    const dataset = await writeDataset(sound);
    await expect(checkDataset({ storage: createStorage(), dataset, signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
  });
});
