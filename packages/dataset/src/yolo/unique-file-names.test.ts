import { describe, expect, it } from 'vitest';
import { uniqueFileNames } from './unique-file-names.js';

const namesOf = (...sourceRefs: string[]): string[] => uniqueFileNames(sourceRefs.map((sourceRef) => ({ sourceRef })));

describe(uniqueFileNames, () => {
  it('keeps a base name that is unique, with all its dots', () => {
    expect(namesOf('s3://b/x/na.me.v1.jpg', 's3://b/y z+(1)?.JPG')).toEqual(['na.me.v1.jpg', 'y z+(1)?.JPG']);
  });

  it('adds a hash where two images would share a label file, and the same one in any order', () => {
    const names = namesOf('s3://b/1/a.jpg', 's3://b/2/a.jpg', 's3://b/3/A.png', 's3://b/4/b.jpg');
    expect(names.map((name) => name.replace(/-[0-9a-f]{12}/, '-#'))).toEqual([
      'a-#.jpg',
      'a-#.jpg',
      'A-#.png',
      'b.jpg',
    ]);
    expect(new Set(names).size).toBe(4);
    // Some file systems take both for one name.
    expect(namesOf('s3://b/1/\u00e9.jpg', 's3://b/2/e\u0301.jpg')).toEqual([
      expect.stringMatching(/-[0-9a-f]{12}\.jpg$/),
      expect.stringMatching(/-[0-9a-f]{12}\.jpg$/),
    ]);
    expect(namesOf('s3://b/4/b.jpg', 's3://b/3/A.png', 's3://b/2/a.jpg', 's3://b/1/a.jpg')).toEqual(names.toReversed());
  });

  it('gives a suffix that YOLOv5 knows where the key has none, by the content', () => {
    expect(
      uniqueFileNames([
        { sourceRef: 's3://b/photo', format: 'png' },
        { sourceRef: 's3://b/c.jpg\u200b', format: 'jpeg' },
      ]),
    ).toEqual(['photo.png', 'c.jpg\u200b.jpg']);
  });

  it('makes names that a glob, a list of lines and a file system take', () => {
    const long = `${'é'.repeat(400)}.jpg`;
    const [hidden, broken, cut = '', slash] = namesOf(
      's3://b/.a.jpg',
      's3://b/x\ny.jpg',
      `s3://b/${long}`,
      's3://b/a\\b.png',
    );
    expect([hidden, broken, slash]).toEqual(['_.a.jpg', 'x_y.jpg', 'a_b.png']);
    expect(Buffer.byteLength(cut)).toBeLessThan(255);
  });
});
