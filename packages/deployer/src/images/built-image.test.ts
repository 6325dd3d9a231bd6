import { describe, expect, it } from 'vitest';
import { ImageRecordInvalidError } from '../errors.js';
import { parseBuiltImage } from './built-image.js';

const record = { name: 'n', tag: '0a'.repeat(32), imageId: 'sha256:0', baseImage: 'b', sizeBytes: 1 };

describe(parseBuiltImage, () => {
  it('reads what a build leaves', () => {
    expect(parseBuiltImage(JSON.stringify({ ...record, more: true }), 'image.json')).toEqual(record);
  });

  it.each([
    ['', 'not a JSON object'],
    ['[1', 'not a JSON object'],
    ['null', 'not a JSON object'],
    [JSON.stringify({ ...record, name: '' }), 'no "name"'],
    [JSON.stringify({ ...record, tag: 'latest' }), '"tag" is not a sha256'],
    [JSON.stringify({ ...record, imageId: 'x' }), '"imageId" does not begin'],
    [JSON.stringify({ ...record, sizeBytes: '1' }), '"sizeBytes" is not a number'],
  ])('says what is wrong with %s', (text, reason) => {
    expect(() => parseBuiltImage(text, 'image.json')).toThrow(ImageRecordInvalidError);
    expect(() => parseBuiltImage(text, 'image.json')).toThrow(reason);
  });
});
