import { describe, expect, it } from 'vitest';
import { InvalidClassListError } from '../errors.js';
import { parseClassListArgument, parseClassListFile } from './parse-class-list.js';

describe(parseClassListFile, () => {
  it("reads Ground Truth's labels and plain arrays, names as they are", () => {
    expect(
      parseClassListFile('{"document-version":"2018-11-28","labels":[{"label":"设备 "},{"label":"no"}]}', 'f'),
    ).toEqual(['设备 ', 'no']);
    expect(parseClassListFile('\ufeff["a","b"]', 'f')).toEqual(['a', 'b']);
  });

  it.each(['{', '{"names":[]}', '[]', '["a",3]', '["a","a"]', '["a",""]'])(
    'refuses %s with what it expected',
    (text) => {
      expect(() => parseClassListFile(text, 'f.json')).toThrow(InvalidClassListError);
      expect(() => parseClassListFile(text, 'f.json')).toThrow('f.json');
    },
  );
});

describe(parseClassListArgument, () => {
  it('takes names with commas between them', () => {
    expect(parseClassListArgument('drill, hammer,paint brush')).toEqual(['drill', 'hammer', 'paint brush']);
  });
});
