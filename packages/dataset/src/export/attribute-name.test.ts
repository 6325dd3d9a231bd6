import { describe, expect, it } from 'vitest';
import { formatCreationDate, parseCreationDateOption } from '../ground-truth/format-creation-date.js';
import { parseAttributeName } from './attribute-name.js';

describe(parseAttributeName, () => {
  it.each(['labels', 'job-2', '20191014'])('takes %s', (name) => expect(parseAttributeName(name)).toBe(name));

  it.each(['', '$x', 'a-metadata', 'a-ref', 'source', 'source-ref', 'a b', '-a', 'x'.repeat(128)])(
    'refuses "%s"',
    (name) => expect(() => parseAttributeName(name)).toThrow('--label-attribute'),
  );
});

describe(formatCreationDate, () => {
  it('writes what it reads, in UTC and without a zone', () => {
    expect(parseCreationDateOption('2019-12-08T05:17:41.760115')).toBe('2019-12-08T05:17:41.760115');
    expect(parseCreationDateOption('2026-01-31T12:00:00+0200')).toBe('2026-01-31T10:00:00.000000');
    expect(() => parseCreationDateOption('yesterday')).toThrow('expected a time such as');
  });
});
