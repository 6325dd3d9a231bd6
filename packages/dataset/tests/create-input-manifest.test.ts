import { createStorage } from '@detectory/storage';
import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createInputManifest } from '../src/adapters/index.js';
import { checkInputImage } from '../src/input-manifest/check-input-image.js';
import { InvalidOptionError, NothingLabelledError } from '../src/errors.js';
import { makeJpeg, makePng } from './make-image.js';
import { createMemoryS3 } from './memory-s3.js';
import { writeTree } from './write-tree.js';

let dir: string | undefined;
afterEach(async () => {
  if (dir !== undefined) await rm(dir, { recursive: true });
  dir = undefined;
});

const storage = createStorage();

describe(createInputManifest, () => {
  it('writes a line for each photo, ordered by code unit, with literal keys', async () => {
    dir = await writeTree({
      'b.PNG': makePng(20, 20),
      'a/1 +%20#?.jpg': makeJpeg(20, 20),
      'Z.jpeg': makeJpeg(20, 20),
      'a\u200b.jpg': makeJpeg(20, 20),
      'notes.txt': 'x',
    });
    const { text, images, otherFiles, problems } = await createInputManifest({
      storage,
      photos: dir,
      s3Prefix: 's3://bucket/in/',
    });
    expect(text).toBe(
      ['Z.jpeg', 'a/1 +%20#?.jpg', 'a\u200b.jpg', 'b.PNG']
        .map((key) => `{"source-ref":"s3://bucket/in/${key}"}\n`)
        .join(''),
    );
    expect([images, otherFiles, problems]).toEqual([4, 1, []]);
  });

  it('names photos on S3 where they lie, and passes over the objects that stand for folders', async () => {
    const s3 = createMemoryS3();
    s3.objects.set('s3://bucket/in/', Buffer.alloc(0));
    s3.objects.set('s3://bucket/in/sub/', Buffer.alloc(0));
    s3.objects.set('s3://bucket/in/a.jpg', makeJpeg(20, 20));
    const onS3 = createStorage(async () => s3.storage);
    const { text, otherFiles } = await createInputManifest({ storage: onS3, photos: 's3://bucket/in' });
    expect([text, otherFiles]).toEqual(['{"source-ref":"s3://bucket/in/a.jpg"}\n', 0]);
  });

  it('names the photos that Ground Truth refuses', async () => {
    dir = await writeTree({
      'a.jpg': makeJpeg(20, 20),
      'gif.jpg': Buffer.from('GIF89a\u0014\0\u0014\0\0\0\0'),
      'huge.jpg': makeJpeg(20_000, 5_001),
      'text.jpg': 'not a photo',
    });
    const { images, problems } = await createInputManifest({ storage, photos: dir, s3Prefix: 's3://b' });
    expect(images).toBe(1);
    expect(problems.map(({ uri, reason }) => `${uri.slice(dir?.length)} ${reason}`)).toEqual([
      '/gif.jpg image-format',
      '/huge.jpg image-too-large',
      '/text.jpg image-unreadable',
    ]);
  });

  it('asks where local photos lie on S3, and for photos', async () => {
    dir = await writeTree({ 'a.txt': '' });
    await expect(createInputManifest({ storage, photos: dir })).rejects.toThrow(InvalidOptionError);
    await expect(createInputManifest({ storage, photos: dir, s3Prefix: 's3://b' })).rejects.toThrow(
      NothingLabelledError,
    );
  });

  it('refuses more photos than a job takes', async () => {
    const photo = makePng(20, 20);
    const many: typeof storage = {
      ...storage,
      list: async function* () {
        for (let i = 0; i <= 100_000; i++) yield { uri: `s3://b/${i}.png`, sizeBytes: photo.length };
      },
      readStream: async function* () {
        yield photo;
      },
    };
    await expect(createInputManifest({ storage: many, photos: 's3://b' })).rejects.toThrow(
      /100001 photos are more than/,
    );
  });
});

describe('limits of a line', () => {
  it('names photos whose line Ground Truth would not take', async () => {
    dir = await writeTree({ 'a.jpg': makeJpeg(20, 20) });
    const fitting = 's3://b/'.padEnd(100_000 - '{"source-ref":"/a.jpg"}\n'.length, 'x');
    expect(await createInputManifest({ storage, photos: dir, s3Prefix: fitting })).toMatchObject({ problems: [] });
    const { problems } = await createInputManifest({ storage, photos: dir, s3Prefix: `${fitting}x` });
    expect(problems).toMatchObject([{ reason: 'line-malformed' }]);
  });
});

describe(checkInputImage, () => {
  const header = { format: 'jpeg', storedWidthPx: 10_000, storedHeightPx: 10_000, orientation: 1 } as const;

  it('takes 100 megapixels and 40 MB, and nothing beyond', () => {
    expect(checkInputImage(header, 40_000_000)).toBeUndefined();
    expect(checkInputImage(header, 40_000_001)?.message).toContain('40 MB');
    expect(checkInputImage({ ...header, storedWidthPx: 10_001 }, 1)?.message).toContain('megapixels');
  });
});
