import { describe, expect, it } from 'vitest';
import { GroupKeyNotFoundError } from '../errors.js';
import { parseGroupBy } from './group-by.js';
import { readManifestGroup, toGroupKeys } from './group-key.js';

const keysOf = (spec: string, ...sourceRefs: string[]): (string | undefined)[] =>
  toGroupKeys(
    sourceRefs.map((sourceRef) => ({ sourceRef })),
    parseGroupBy(spec),
  );

describe(readManifestGroup, () => {
  const line = { camera: { id: 7, name: '' }, 'a.b': 'dotted', video: 'v1', list: [1], night: false };

  it.each([
    ['video', 'v1'],
    ['camera.id', '7'],
    ['a.b', 'dotted'],
    ['night', 'false'],
  ])('reads %s of a line', (key, expected) => {
    expect(readManifestGroup(line, parseGroupBy(`key=${key}`))).toBe(expected);
  });

  it.each(['camera', 'camera.name', 'camera.id.x', 'list', 'gone', 'toString'])('finds nothing in %s', (key) => {
    expect(readManifestGroup(line, parseGroupBy(`key=${key}`))).toBeUndefined();
  });

  it('reads nothing for a spec of another kind', () => {
    expect(readManifestGroup(line, parseGroupBy('prefix=1'))).toBeUndefined();
  });
});

describe(toGroupKeys, () => {
  it('takes so many segments of the object key, in its bucket', () => {
    expect(
      keysOf('prefix=1', 's3://b/x/1.jpg', 's3://b/x/y/2.jpg', 's3://c/x/1.jpg', 's3://b/0.jpg', 'x/1.jpg'),
    ).toEqual(['s3://b/x', 's3://b/x', 's3://c/x', undefined, 'x']);
    expect(keysOf('prefix=2', 's3://b/x/1.jpg', 's3://b/x/y/2.jpg')).toEqual([undefined, 's3://b/x/y']);
  });

  it('takes what an expression captures, all of it and nothing else', () => {
    const [a, b, c, d, e] = keysOf(
      'regex=cam(\\d).*/(\\w+)_',
      's3://b/cam1/a_1.jpg',
      's3://b/cam1-night/a_2.jpg',
      's3://b/cam2/a_1.jpg',
      'z',
      's3://b/cam1/b_1.jpg',
    );
    expect(a).toBe(b);
    expect(c).not.toBe(a);
    expect(d).toBeUndefined();
    expect(e).not.toBe(a);
  });

  it.each([
    ['key=video', 'no line of a labelled image holds it (the first image: s3://b/1.jpg)'],
    ['prefix=3', 'no object key has so many folders'],
    ['regex=(x)', 'no source-ref matches it'],
  ])('says so when %s fits no image', (spec, text) => {
    expect(() => keysOf(spec, 's3://b/1.jpg')).toThrow(GroupKeyNotFoundError);
    expect(() => keysOf(spec, 's3://b/1.jpg')).toThrow(text);
  });
});
