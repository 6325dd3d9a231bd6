import { AccessDeniedError, createStorage } from '@detectory/storage';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions } from '../src/adapters/index.js';
import { ImageChangedError, OutputExistsError, ProblemsFoundError } from '../src/errors.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { makeJpeg, makePng } from './make-image.js';
import { type JobImage, toLine } from './make-job.js';
import { createMemoryS3, type MemoryS3 } from './memory-s3.js';
import { usualOptions } from './to-build-options.js';

const keys = [
  'a b+c (1).png',
  '50%25?v=1#top.png',
  'zero\u200bwidth.png',
  'images/deep.png',
  'na.me.v1.png',
  '../up.png',
];
const photos: JobImage[] = keys.map((key, i) => ({ key: `x/${key}`, boxes: [['设备 ', 1 + i, 1, 10, 10]] }));
let s3: MemoryS3;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-s3-build-'));
  s3 = createMemoryS3();
  const manifest = photos.map((photo) => `${toLine(photo)}\n`).join('');
  s3.objects.set('s3://jobs/output.manifest', Buffer.from(manifest));
  photos.forEach((photo, i) => s3.objects.set(`s3://photos/${photo.key}`, makePng(64, 48, i)));
});
afterEach(() => rm(dir, { recursive: true }));

function options(more: Partial<BuildDatasetOptions>): BuildDatasetOptions {
  return {
    storage: createStorage(async () => s3.storage),
    manifests: ['s3://jobs/output.manifest'],
    out: 's3://sets/one',
    copy: 'link',
    split: parseSplitSpec('60/20/20'),
    yamlRoot: '/data',
    ...usualOptions,
    ...more,
  };
}

describe(buildDataset, () => {
  it('goes from S3 to S3 by literal keys, dataset.json last', async () => {
    await buildDataset(options({}));
    const written = s3.written.filter((uri) => uri.startsWith('s3://sets/one/'));
    expect(written.indexOf('s3://sets/one/dataset.json')).toBe(written.length - 1);
    expect(written.filter((uri) => uri.includes('/images/'))).toHaveLength(keys.length);
  });

  it('gives the same bytes locally as on S3, and fetches no image twice', async () => {
    await buildDataset(options({}));
    const fetched: string[] = [];
    const counting = {
      ...s3.storage,
      readBytes: async (uri: string) => (fetched.push(uri), s3.storage.readBytes(uri)),
    };
    await buildDataset(options({ out: join(dir, 'local'), storage: createStorage(async () => counting) }));
    const remote = [...s3.objects].filter(([uri]) => uri.startsWith('s3://sets/one/'));
    const expected = Object.fromEntries(
      remote.map(([uri, bytes]) => [uri.slice('s3://sets/one/'.length), Buffer.from(bytes).toString('latin1')]),
    );
    expect(await readTree(join(dir, 'local'))).toEqual(expected);
    expect(fetched.toSorted()).toEqual([...new Set(fetched)].sort());
    expect(await readdir(dir)).toEqual(['local']);
  });

  it('calls the folder by where SageMaker mounts it where --yaml-root names no other', async () => {
    await buildDataset(options({ yamlRoot: undefined }));
    const yaml = Buffer.from(s3.objects.get('s3://sets/one/data.yaml') ?? []).toString();
    expect(yaml).toContain('path: "/opt/ml/input/data/training"\n');
  });

  it('copies a JPEG with trailing bytes without them, and never touches the source', async () => {
    const tail = makeJpeg(64, 48, { trailing: Buffer.from('camera notes') });
    s3.objects.set('s3://photos/x/images/deep.png', tail);
    await buildDataset(options({}));
    const written = [...s3.objects].find(([uri]) => /^s3:\/\/sets\/one\/images\/\w+\/deep\.png$/.test(uri))?.[1];
    expect(Buffer.from(written ?? [])).toEqual(Buffer.from(makeJpeg(64, 48)));
    expect(s3.objects.get('s3://photos/x/images/deep.png')).toBe(tail);
  });

  it('finds images below another prefix', async () => {
    for (const photo of photos) {
      const from = `s3://photos/${photo.key}`;
      s3.objects.set(`s3://mirror/copy/${photo.key.replace('../', '')}`, s3.objects.get(from) ?? Buffer.alloc(0));
      s3.objects.delete(from);
    }
    const { plan } = await buildDataset(options({ images: 's3://mirror/copy', out: join(dir, 'local') }));
    expect(plan.images).toHaveLength(keys.length);
  });

  it('refuses a prefix that holds objects, and replaces them under force', async () => {
    s3.objects.set('s3://sets/one/images/train/stale.png', Buffer.alloc(1));
    await expect(buildDataset(options({}))).rejects.toThrow(OutputExistsError);
    await buildDataset(options({ force: true }));
    expect(s3.objects.has('s3://sets/one/images/train/stale.png')).toBe(false);
    expect(s3.objects.has('s3://sets/one/dataset.json')).toBe(true);
  });

  it('keeps what it wrote when the store fails, and goes on from there', async () => {
    let copies = 0;
    const failing = {
      ...s3.storage,
      copy: async (from: string, to: string) =>
        ++copies > 3 ? Promise.reject(new Error('slow down')) : s3.storage.copy(from, to),
    };
    const kept: string[] = [];
    const storage = createStorage(async () => failing);
    await expect(buildDataset(options({ storage, onKept: (uri) => kept.push(uri) }))).rejects.toThrow('slow down');
    expect(kept).toEqual([expect.stringMatching(/^s3:\/\/sets\/one\/\.detectory-partial\/[0-9a-f]{12}$/)]);
    expect(s3.objects.has('s3://sets/one/dataset.json')).toBe(false);
    const read: string[] = [];
    const counting = { ...s3.storage, readBytes: async (uri: string) => (read.push(uri), s3.storage.readBytes(uri)) };
    await buildDataset(options({ storage: createStorage(async () => counting) }));
    expect(read.filter((uri) => uri.startsWith('s3://photos/'))).toEqual([]);
    expect([...s3.objects.keys()].filter((uri) => uri.includes('.detectory-partial'))).toEqual([]);
  });

  it('trusts no object that has other bytes than it should', async () => {
    await buildDataset(options({}));
    const whole = new Map(s3.objects);
    // As a build leaves it that is killed before its end, and two objects that somebody spoilt meanwhile.
    s3.objects.delete('s3://sets/one/dataset.json');
    s3.objects.set('s3://sets/one/.detectory-partial/0123456789ab/marks/open', Buffer.alloc(0));
    const [image = '', label = ''] = ['/images/', '/labels/'].map((part) =>
      [...whole.keys()].find((uri) => uri.startsWith('s3://sets/one/') && uri.includes(part)),
    );
    for (const uri of [image, label]) s3.objects.set(uri, Buffer.alloc(whole.get(uri)?.length ?? 0, 1));
    s3.written.length = 0;
    await buildDataset(options({}));
    expect(new Map([...s3.objects].sort())).toEqual(new Map([...whole].sort()));
    const written = s3.written.filter((uri) => !uri.includes('.detectory-partial'));
    expect(written.toSorted()).toEqual([image, label, 's3://sets/one/dataset.json'].toSorted());
  });

  it('puts dataset.json back where force mends a dataset that is otherwise the same', async () => {
    await buildDataset(options({}));
    const whole = new Map(s3.objects);
    const image = [...whole.keys()].find((uri) => uri.startsWith('s3://sets/one/images/')) ?? '';
    s3.objects.set(image, Buffer.alloc(whole.get(image)?.length ?? 0, 1));
    await buildDataset(options({ force: true }));
    expect(new Map([...s3.objects].sort())).toEqual(new Map([...whole].sort()));
  });

  it('says that an object was replaced between its check and its copy', async () => {
    const onProgress = (stage: string, done: number): void => {
      if (stage === 'scan' && done === keys.length) s3.objects.set(`s3://photos/${photos[0]?.key}`, Buffer.alloc(7));
    };
    await expect(buildDataset(options({ onProgress }))).rejects.toThrow(ImageChangedError);
    expect([...s3.objects.keys()].filter((uri) => uri.startsWith('s3://sets/'))).toEqual([]);
  });

  it('leaves nothing behind when the input is wrong', async () => {
    s3.objects.set('s3://photos/x/na.me.v1.png', Buffer.from('no image'));
    await expect(buildDataset(options({}))).rejects.toThrow(ProblemsFoundError);
    expect([...s3.objects.keys()].filter((uri) => uri.startsWith('s3://sets/'))).toEqual([]);
  });

  it('names --images when the store of the source-refs refuses', async () => {
    const refuse = async (uri: string): Promise<never> =>
      Promise.reject(new AccessDeniedError(uri, 'read', 'S3 answered 403.'));
    const refusing = { ...s3.storage, readBytes: refuse };
    await expect(buildDataset(options({ storage: createStorage(async () => refusing) }))).rejects.toThrow(
      /Not allowed to read s3:\/\/photos\/.*pass --images with a folder/,
    );
  });
});
