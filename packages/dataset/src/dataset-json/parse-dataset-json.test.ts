import { describe, expect, it } from 'vitest';
import { InvalidDatasetError } from '../errors.js';
import { parseDatasetJson } from './parse-dataset-json.js';

describe(parseDatasetJson, () => {
  it('reads the version that it knows', () => {
    expect(parseDatasetJson('{"formatVersion":1,"classes":[]}', 'dataset.json')).toMatchObject({ classes: [] });
  });

  it.each([
    ['{"formatVersion":2}', 'its formatVersion is 2; this program reads 1'],
    ['[]', 'its formatVersion is none'],
    ['null', 'its formatVersion is none'],
    ['{"formatV', 'is not whole JSON'],
  ])('refuses %j', (text, message) => {
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(InvalidDatasetError);
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(message);
  });
});
