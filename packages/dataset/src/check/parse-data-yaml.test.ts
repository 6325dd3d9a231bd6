import { describe, expect, it } from 'vitest';
import { parseDataYaml } from './parse-data-yaml.js';

describe(parseDataYaml, () => {
  it.each([
    ['train: [', 'it is no YAML'],
    ['- train\n- val\n', 'no map of keys'],
    ['train: a\n', 'val, names missing'],
    ['val: b\nnames: [a]\n', 'train missing'],
    ['train: a\nval: b\nnames: drill\n', 'neither a list nor a map'],
    ['train: a\nval: b\nnames: {x: drill}\n', 'the key "x"'],
  ])('says why YOLOv5 refuses %j', (text, refusal) => {
    expect(parseDataYaml(text)).toEqual({ refusal: expect.stringContaining(refusal) as string });
  });

  it('takes folders and lists of them, and splits that are named but empty for none', () => {
    expect(parseDataYaml('path: /x\ntrain: [a, b, 3]\nval: c\ntest:\nnames: {0: drill, 5: saw}\n')).toEqual({
      splits: { train: ['a', 'b'], val: ['c'] },
      root: '/x',
      classCount: 2,
    });
  });
});
