import { createStorage, joinUri } from '@detectory/storage';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions } from '../src/adapters/index.js';
import { ImageChangedError } from '../src/errors.js';
import { type JpegOptions, makeJpeg } from './make-image.js';
import { type Job, type JobImage, makeJob } from './make-job.js';
import { createMemoryS3, type MemoryS3 } from './memory-s3.js';
import { toBuildOptions } from './to-build-options.js';

const photos: JobImage[] = Array.from({ length: 6 }, (_, i) => ({
  key: `${i}.jpg`,
  boxes: [['drill', i, 2, 10, 12]],
}));
let job: Job;
beforeEach(async () => {
  job = await makeJob(photos);
});
afterEach(() => rm(job.dir, { recursive: true }));

interface Case {
  readonly what: string;
  readonly images: 's3' | 'folder';
  readonly out: 's3' | 'folder';
  readonly jpeg?: JpegOptions;
  readonly toEtag?: () => string;
}

const trailing = Buffer.from('what a camera left');
const cases: readonly Case[] = [
  { what: 'that S3 copies', images: 's3', out: 's3' },
  { what: 'that S3 copies under KMS', images: 's3', out: 's3', toEtag: () => '0'.repeat(32) },
  { what: 'that is mended between two prefixes', images: 's3', out: 's3', jpeg: { trailing } },
  { what: 'that is uploaded', images: 'folder', out: 's3' },
  { what: 'that is mended for an upload', images: 'folder', out: 's3', jpeg: { trailing } },
  { what: 'that is mended on this machine', images: 'folder', out: 'folder', jpeg: { trailing } },
];

interface World {
  readonly s3: MemoryS3;
  readonly options: BuildDatasetOptions;
  /** Puts a photo there; all its versions have as many bytes. */
  readonly put: (key: string, version: string) => void;
}

function makeWorld({ images, out, jpeg, toEtag }: Case): World {
  const s3 = createMemoryS3(toEtag);
  const root = images === 's3' ? 's3://mirror' : job.images;
  if (images === 'folder') mkdirSync(root);
  const put = (key: string, version: string): void => {
    const bytes = makeJpeg(64, 48, { ...jpeg, comment: version.padEnd(8) });
    if (images === 's3') s3.objects.set(joinUri(root, key), bytes);
    else writeFileSync(join(root, key), bytes);
  };
  const options = toBuildOptions(job, {
    storage: createStorage(async () => s3.storage),
    images: root,
    out: out === 's3' ? 's3://sets/one' : join(job.dir, 'out'),
  });
  for (const { key } of photos) put(key, key);
  return { s3, options, put };
}

describe.each(cases)('an image $what', (one) => {
  it('becomes part of the dataset while it is the one that was checked', async () => {
    const { options } = makeWorld(one);
    const { plan } = await buildDataset(options);
    expect(plan.images).toHaveLength(photos.length);
  });

  it('stops the build when other bytes, as many, took its place after its check', async () => {
    const { s3, options, put } = makeWorld(one);
    const onStep: BuildDatasetOptions['onStep'] = (step) => {
      if (step === 'plan') put('3.jpg', 'other');
    };
    const building = buildDataset({ ...options, onStep });
    await expect(building).rejects.toThrow(ImageChangedError);
    await expect(building).rejects.toThrow(
      /3\.jpg still has \d+ bytes, but other ones \(SHA-256 [0-9a-f]{64} .*\)\. Run the build again once nothing writes/,
    );
    expect([...s3.objects.keys()].filter((uri) => uri.startsWith('s3://sets/'))).toEqual([]);
    expect(await readdir(job.dir)).not.toContain('out');
  });
});
