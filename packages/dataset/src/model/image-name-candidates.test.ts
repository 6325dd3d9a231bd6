import { describe, expect, it } from 'vitest';
import { toNameCandidates, withoutUploadHash } from './image-name-candidates.js';

describe(toNameCandidates, () => {
  it.each([
    ['a/b.jpg', ['a/b.jpg']],
    ['../../x/a.jpg', ['x/a.jpg']],
    ['/data/upload/1/a%20b.jpg', ['data/upload/1/a%20b.jpg', 'data/upload/1/a b.jpg']],
    ['images\\1/a.jpg', ['images\\1/a.jpg', 'images/1/a.jpg']],
    [
      '/data/local-files/?d=photos/a%20b.jpg',
      ['data/local-files/?d=photos/a%20b.jpg', 'data/local-files/?d=photos/a b.jpg', 'photos/a b.jpg'],
    ],
    ['100%.jpg', ['100%.jpg']],
    ['s3://b/k/a.jpg', ['b/k/a.jpg', 'k/a.jpg', 's3://b/k/a.jpg']],
  ])('takes %s for these paths, the literal one before others', (name, paths) => {
    expect(toNameCandidates(name)).toEqual(paths);
  });
});

describe(withoutUploadHash, () => {
  it('leaves names alone that have no such hash', () => {
    expect(['3f2a9c1e-a.jpg', 'a-b.jpg', '3f2a9c1e-'].map(withoutUploadHash)).toEqual([
      'a.jpg',
      'a-b.jpg',
      '3f2a9c1e-',
    ]);
  });
});
