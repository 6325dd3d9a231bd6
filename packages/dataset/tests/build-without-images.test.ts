import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDataset } from '../src/adapters/index.js';
import { keepJobs } from './keep-jobs.js';
import { readTree } from './list-tree.js';
import { makeJpeg, makePng } from './make-image.js';
import type { JobImage } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';

const newJob = keepJobs();

/** Ten sound photos, the last without boxes. */
const tenPhotos: JobImage[] = Array.from({ length: 10 }, (_, i) => ({
  key: `p/${i}.png`,
  bytes: makePng(64, 48, 20 * i),
  boxes: i === 9 ? [] : [[i % 3 ? 'drill' : 'hammer', i, 2, 10, 12]],
}));

describe('buildDataset, without the images', () => {
  it('needs no images for labels and lists alone', async () => {
    const job = await newJob(tenPhotos.map(({ bytes: _, ...image }) => image));
    await buildDataset(toBuildOptions(job, { copy: 'none', images: undefined }));
    const tree = await readTree(join(job.dir, 'out'));
    expect(Object.keys(tree).some((path) => path.startsWith('images/'))).toBe(false);
    expect(tree['train.txt']?.trim().split('\n')).toHaveLength(6);
    expect(tree['train.txt']).toMatch(/^\.\/images\/train\/\d\.png$/m);
  });

  it('notes the images that it did not read, whose rotation and duplicates it cannot know', async () => {
    const bytes = makeJpeg(80, 40, { orientation: 6 });
    const rotated = (key: string): JobImage => ({ key, size: [80, 40], bytes, boxes: [['drill', 0, 0, 8, 4]] });
    const job = await newJob([...tenPhotos, rotated('a.jpg'), rotated('b.jpg')]);
    const unread = await buildDataset(toBuildOptions(job, { copy: 'none', images: undefined }));
    expect(unread.datasetJson.notes).toEqual({ 'images-not-read': 12 });
    expect(unread.datasetJson.splitting.after.leaks.exactPairs).toBeNull();
    const read = await buildDataset(toBuildOptions(job, { copy: 'none', out: join(job.dir, 'read') }));
    expect(read.datasetJson.notes).toEqual({ 'exif-turned': 2 });
    expect(read.datasetJson.splitting.after.leaks.exactPairs).toBe(0);
  });

  it('counts no image as unread that is not in the dataset', async () => {
    const job = await newJob(tenPhotos);
    const { plan } = await buildDataset(toBuildOptions(job, { copy: 'none', images: undefined, maxImages: 6 }));
    expect(plan.notes).toEqual({ 'images-not-read': 6 });
  });
});
