import { describe, expect, it } from 'vitest';
import { UnreadableDatasetError } from '../errors.js';
import { parseDatasetJson } from './parse-dataset-json.js';

describe(parseDatasetJson, () => {
  it('reads the version that it knows', () => {
    expect(parseDatasetJson('{"formatVersion":1,"classes":[],"splits":{}}', 'dataset.json')).toMatchObject({
      classes: [],
    });
  });

  it.each([
    ['{"formatVersion":2}', 'its formatVersion is 2; this program reads 1'],
    ['[]', '"formatVersion" is missing'],
    ['null', '"formatVersion" is missing'],
    ['{"formatVersion":1}', '"classes" or "splits" is missing'],
    ['{"formatV', 'no whole JSON'],
  ])('refuses %j', (text, message) => {
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(UnreadableDatasetError);
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(message);
  });
});
