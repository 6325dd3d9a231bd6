import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { parseGroupBy } from './group-by.js';

describe(parseGroupBy, () => {
  it('takes a manifest key, a number of segments, or an expression with a capture group', () => {
    expect(parseGroupBy('key=camera.id')).toMatchObject({ kind: 'key', key: 'camera.id' });
    expect(parseGroupBy('prefix=2')).toMatchObject({ kind: 'prefix', segments: 2 });
    expect(parseGroupBy('regex=s=(\\d+)')).toMatchObject({ kind: 'regex', expression: /s=(\d+)/ });
  });

  it.each(['', 'video', 'key=', 'prefix=0', 'prefix=two', 'prefix=-1', 'regex=', 'folder=2'])(
    'refuses %j, saying what is expected',
    (spec) => {
      expect(() => parseGroupBy(spec)).toThrow(InvalidOptionError);
      expect(() => parseGroupBy(spec)).toThrow(`--group-by ${spec}: expected key=`);
    },
  );

  it('refuses an expression that is none, or that captures nothing', () => {
    expect(() => parseGroupBy('regex=(a')).toThrow('expected a JavaScript regular expression');
    expect(() => parseGroupBy('regex=session-\\d+')).toThrow('has no capture group');
    expect(() => parseGroupBy('regex=(?:a)|b')).toThrow('has no capture group');
  });
});
