import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseCreationDate } from './parse-creation-date.js';

afterEach(() => vi.unstubAllEnvs());

describe(parseCreationDate, () => {
  it('reads every spelling that jobs write, without a zone as UTC', () => {
    const micros = Date.UTC(2019, 11, 8, 5, 17, 41, 760) * 1000;
    expect(parseCreationDate('2019-12-08T05:17:41.760115')).toBe(micros + 115);
    expect(parseCreationDate('2019-12-08T05:17:41.760Z')).toBe(micros);
    expect(parseCreationDate('2019-12-08T05:17:41.760+0000')).toBe(micros);
    expect(parseCreationDate('2019-12-08T07:17:41.760+02:00')).toBe(micros);
    expect(parseCreationDate('2019-12-08T01:47:41.760-03:30')).toBe(micros);
    expect(parseCreationDate('2019-12-08 05:17:41,760')).toBe(micros);
  });

  it('takes a time without a zone for UTC on a machine of any zone', () => {
    vi.stubEnv('TZ', 'Pacific/Chatham');
    expect(parseCreationDate('2019-12-08T05:17:41')).toBe(Date.UTC(2019, 11, 8, 5, 17, 41) * 1000);
  });

  it('knows nothing of anything else', () => {
    expect([parseCreationDate(undefined), parseCreationDate('yesterday'), parseCreationDate(5)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
