import { describe, expect, it } from 'vitest';
import { parseClassNames } from './parse-class-names.js';

describe(parseClassNames, () => {
  it("reads Python's text of a dict and of a list", () => {
    expect(parseClassNames("{0: 'person', 1: 'traffic light'}")).toEqual(['person', 'traffic light']);
    expect(parseClassNames("['drill', 'hammer']")).toEqual(['drill', 'hammer']);
  });

  it('reads quotes, escapes and other scripts inside of names', () => {
    expect(parseClassNames(`{0: "worker's glove", 1: 'a\\'b, 2: \\'c', 2: '设备 ', 3: '\\xe9'}`)).toEqual([
      "worker's glove",
      "a'b, 2: 'c",
      '设备 ',
      'é',
    ]);
  });

  it('refuses what has no names or leaves an index out', () => {
    expect([parseClassNames(''), parseClassNames('none'), parseClassNames("{0: 'a', 2: 'c'}")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
