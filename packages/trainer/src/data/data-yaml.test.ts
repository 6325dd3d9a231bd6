import { describe, expect, it } from 'vitest';
import { parseDataYaml } from './parse-data-yaml.js';
import { splitOffValidation } from './split-off-validation.js';

describe(parseDataYaml, () => {
  it('reads names as a list and as a map', () => {
    const yaml = (names: string) => `train: images/train\nval: images/val\nnames: ${names}\n`;
    expect(parseDataYaml(yaml('[drill, "no"]'), 'd').classNames).toEqual(['drill', 'no']);
    expect(parseDataYaml(yaml('{1: hammer, 0: drill}'), 'd').classNames).toEqual(['drill', 'hammer']);
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

describe(splitOffValidation, () => {
  const images = Array.from({ length: 50 }, (_, index) => `/d/images/train/${index}.jpg`);

  it('takes a tenth, disjoint from the rest, whatever the order', () => {
    const { train, val } = splitOffValidation(images, 0);
    expect([train.length, val.length]).toEqual([45, 5]);
    expect(train.some((image) => val.includes(image))).toBe(false);
    expect(new Set(splitOffValidation([...images].reverse(), 0).val)).toEqual(new Set(val));
  });

  it('depends on the seed', () => {
    expect(splitOffValidation(images, 1).val).not.toEqual(splitOffValidation(images, 0).val);
  });
});
