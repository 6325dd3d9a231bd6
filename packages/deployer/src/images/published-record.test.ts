import { describe, expect, it } from 'vitest';
import { formatPublishedRecord, parsePublishedRecord } from './published-record.js';

const entry = { digest: 'sha256:0', tag: 'a1' };

describe(parsePublishedRecord, () => {
  it('reads what it wrote, repositories in order', () => {
    const text = formatPublishedRecord({ b: entry, a: entry });
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
    expect(parsePublishedRecord(text)).toEqual({ a: entry, b: entry });
  });

  it.each(['', '{', 'null', '[]', '{"a":{"digest":1}}', '{"a":null}'])('takes %j for none', (text) => {
    expect(parsePublishedRecord(text)).toEqual({});
  });
});
