import { describe, expect, it } from 'vitest';
import { describeDataset } from './describe-dataset.js';

const photos = (folder: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${folder}/${i}.jpg`);

/** A run that trains on links in a folder of its own, as with single-cls and with cache disk. */
function describeShadowed(originals: readonly string[]) {
  const val = photos('/tmp/run/images/val', originals.length);
  return describeDataset({
    dataset: { folder: '/data/garden' },
    data: { train: ['/tmp/run/images/train/0.jpg'], val, originals: { val: originals }, classNames: ['item'] },
  });
}

describe(describeDataset, () => {
  it('names validation photos where they are found when the run has ended', () => {
    const { valSample, trainPhotos, valPhotos } = describeShadowed(photos('/data/garden/images/val', 2));
    expect(valSample).toEqual(['images/val/0.jpg', 'images/val/1.jpg']);
    expect([trainPhotos, valPhotos]).toEqual([1, 2]);
  });

  it('names none that lie outside of the dataset, and of many a hundred from all over', () => {
    expect(describeShadowed(photos('/elsewhere', 2)).valSample).toEqual([]);
    const { valSample } = describeShadowed(photos('/data/garden', 1000));
    expect([valSample.length, valSample[0], valSample.at(-1)]).toEqual([100, '0.jpg', '990.jpg']);
  });
});
