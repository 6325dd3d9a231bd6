import { describe, expect, it } from 'vitest';
import { parseDataYaml } from './parse-data-yaml.js';

describe(parseDataYaml, () => {
  it('reads names as a list and as a map', () => {
    const yaml = (names: string) => `train: images/train\nval: images/val\nnames: ${names}\n`;
    expect(parseDataYaml(yaml('[drill, "no"]'), 'd').classNames).toEqual(['drill', 'no']);
    expect(parseDataYaml(yaml('{1: hammer, 0: drill}'), 'd').classNames).toEqual(['drill', 'hammer']);
  });

  it('reads a split as one place or several', () => {
    expect(parseDataYaml('path: /data\ntrain: [a, b]\nval: c\nnames: [x]\n', 'd')).toEqual({
      classNames: ['x'],
      splits: { train: ['a', 'b'], val: ['c'] },
      root: '/data',
    });
  });

  it.each([
    ['train: a\n', /names no classes/],
    ['names: {0: a, 2: b}\ntrain: x\n', /names no classes/],
    ['names: [a]\n', /no train/],
    ['[1, 2]', /not a map/],
    ['a: [', /not YAML/],
  ])('refuses %j', (text, message) => {
    expect(() => parseDataYaml(text, 'data.yaml')).toThrow(message);
  });
});
