import { describe, expect, it } from 'vitest';
import { UnreadableLabelsError } from '../errors.js';
import { formatDataYaml } from './format-data-yaml.js';
import { parseDataYaml } from './parse-data-yaml.js';

const parse = (text: string): ReturnType<typeof parseDataYaml> => parseDataYaml(text, 'data.yaml');

describe(parseDataYaml, () => {
  it('reads names as a list and as a map with whole numbers', () => {
    const list = parse('train: images/train\nval: images/val\nnc: 2\nnames: [drill, saw]\n');
    const map = parse('train: images/train\nval: images/val\nnames:\n  1: saw\n  0: drill\n');
    const gap = parse('train: a\nval: b\nnames: {2: saw, 0: drill}\n');
    expect([...(gap.names ?? [])].sort()).toEqual([
      [0, 'drill'],
      [2, 'saw'],
    ]);
    expect(() => parse('train: a\nval: b\nnames: {a: drill}\n')).toThrow('a whole number and a name');
    for (const { names } of [list, map])
      expect([...(names ?? [])].sort()).toEqual([
        [0, 'drill'],
        [1, 'saw'],
      ]);
  });

  it('takes every name as text', () => {
    expect([...(parse('train: a\nnames: [no, 1, 1.0, ~, null]\n').names?.values() ?? [])]).toEqual([
      'no',
      '1',
      '1.0',
      '~',
      'null',
    ]);
  });

  it('reads a split as a folder, a list of images, or several of these, and Roboflow\'s "valid"', () => {
    const { splits, root } = parse('\ufeffpath: ../sets\ntrain: [a, b.txt]\nvalid: c\ntest:\nnames: [x]\n');
    expect(root).toBe('../sets');
    expect(splits).toEqual([
      { split: 'train', places: ['a', 'b.txt'] },
      { split: 'val', places: ['c'] },
    ]);
  });

  it('reads back what is written', () => {
    const classes = ['no', '设备 ', 'a: "b"', '🔧', "it's # one"];
    const { names, root } = parse(formatDataYaml({ root: '/a b/c', classes, splits: ['train', 'val'] }));
    expect([[...(names?.values() ?? [])], root]).toEqual([classes, '/a b/c']);
  });

  it.each([
    ['a: [', 'this is no YAML'],
    ['- 1', 'this is no data.yaml'],
    ['names: [a]', 'it names no images'],
    ['train: a\nnames: {x: y}', '"names" has "x": "y"'],
    ['train: a\nnames: drill', '"names" has "names": "drill"'],
  ])('refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(UnreadableLabelsError);
    expect(() => parse(text)).toThrow(message);
  });
});
