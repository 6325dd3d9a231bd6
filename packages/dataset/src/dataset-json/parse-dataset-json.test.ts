import { describe, expect, it } from 'vitest';
import { UnreadableDatasetError } from '../errors.js';
import { parseDatasetJson } from './parse-dataset-json.js';

/** What the first version wrote. */
const train = { images: 0, boxes: 0, negatives: 0, boxesPerClass: [], imagesPerClass: [], files: [] };
const earliest = {
  formatVersion: 1,
  tool: { name: 'detectory-prep', version: '0.0.0' },
  seed: 0,
  options: { split: '80/10/10', images: false },
  manifests: [],
  labelAttributes: [],
  classes: ['drill'],
  splits: { train },
  balance: null,
  dropped: { counts: {}, images: [], boxes: [] },
  notes: {},
};

describe(parseDatasetJson, () => {
  it('reads the version that it knows', () => {
    expect(parseDatasetJson(JSON.stringify(earliest), 'dataset.json')).toEqual(earliest);
  });

  it.each([
    ['{"formatVersion":2}', 'its formatVersion is 2; this program reads 1'],
    ['[]', '"formatVersion" is missing'],
    ['null', '"formatVersion" is missing'],
    ['{"formatVersion":1}', 'dataset.tool is no object: the file is damaged'],
    [JSON.stringify({ ...earliest, classes: ['drill', 3] }), 'dataset.classes[1] is no text'],
    [JSON.stringify({ ...earliest, seed: '0' }), 'dataset.seed is no number'],
    [JSON.stringify({ ...earliest, options: { split: [] } }), 'dataset.options.split is no text, number or true/false'],
    [
      JSON.stringify({ ...earliest, splits: { train: { ...train, files: 3 } } }),
      'dataset.splits.train.files is no list',
    ],
    [JSON.stringify({ ...earliest, notes: [] }), 'dataset.notes is no object'],
    [JSON.stringify({ ...earliest, splitting: {} }), 'dataset.splitting.groups is no object'],
    ['{"formatV', 'no whole JSON'],
  ])('refuses %j', (text, message) => {
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(UnreadableDatasetError);
    expect(() => parseDatasetJson(text, 'set/dataset.json')).toThrow(message);
  });
});
