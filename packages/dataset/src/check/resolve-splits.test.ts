import { describe, expect, it } from 'vitest';
import { listImages, parseImageList, toPlaceUri } from './resolve-splits.js';

const files = {
  root: '/set',
  uris: new Set([
    '/set/images/train/a.png',
    '/set/images/.hidden/b.png',
    '/set/images/train/c.txt',
    '/set/lists/x.txt',
  ]),
};
const atTrainer = { root: '/opt/ml/input/data/training' };

describe(toPlaceUri, () => {
  it.each([
    ['images/train', '/set/images/train'],
    ['images/train/', '/set/images/train'],
    ['/opt/ml/input/data/training/images/train', '/set/images/train'],
    ['../images/train', '/set/images/train'],
    ['./images/../images//train', '/set/images/train'],
    ['images/nowhere', '/set/images/nowhere'],
    ['/elsewhere/images/', '/elsewhere/images'],
    ['s3://bucket/images/', 's3://bucket/images'],
  ])('finds %s at %s', (place, uri) => {
    expect(toPlaceUri(place, atTrainer, files)).toBe(uri);
  });

  it('looks below a relative path first, and on S3 too', () => {
    const remote = { root: 's3://b/set', uris: new Set(['s3://b/set/sub/images/a.png']) };
    expect(toPlaceUri('images', { root: 'sub' }, remote)).toBe('s3://b/set/sub/images');
    expect(toPlaceUri('images', { root: 'other' }, remote)).toBe('s3://b/set/images');
  });
});

describe(listImages, () => {
  it('takes images alone, and nothing hidden, as glob does', () => {
    expect(listImages('/set/images', files.uris)).toEqual(['/set/images/train/a.png']);
  });
});

describe(parseImageList, () => {
  it('takes lines with ./ beside the list, others from the root, and passes over what is no image', () => {
    const text = './a.png\r\nimages/train/a.png\n\nnotes.txt\n/opt/ml/input/data/training/images/train/a.png';
    expect(parseImageList(text, '/set/lists/x.txt', atTrainer, files)).toEqual([
      '/set/lists/a.png',
      '/set/images/train/a.png',
      '/set/images/train/a.png',
    ]);
  });
});
