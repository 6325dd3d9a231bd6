import { describe, expect, it } from 'vitest';
import { isTransient, retryTransient, waitMs } from './retry-transient.js';

const busy = Object.assign(new Error('busy'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } });

describe(retryTransient, () => {
  it('runs again until it works, in at most five rounds', async () => {
    let runs = 0;
    expect(await retryTransient(async () => (++runs < 4 ? Promise.reject(busy) : runs), 0)).toBe(4);
    await expect(retryTransient(() => Promise.reject(busy), 0)).rejects.toThrow('busy');
  });

  it('runs once where another run would give the same', async () => {
    let runs = 0;
    const refused = Object.assign(new Error('no'), { $metadata: { httpStatusCode: 403 } });
    await expect(retryTransient(async () => (runs++, Promise.reject(refused)), 0)).rejects.toThrow('no');
    expect(runs).toBe(1);
  });

  it('waits between half and the whole of a doubling time', () => {
    for (let round = 1; round < 5; round++) {
      expect(waitMs(round, 1000)).toBeGreaterThanOrEqual(500 * 2 ** (round - 1));
      expect(waitMs(round, 1000)).toBeLessThan(1000 * 2 ** (round - 1));
    }
  });
});

describe(isTransient, () => {
  it.each([
    [{ name: 'SlowDown' }, true],
    [{ $metadata: { httpStatusCode: 500 } }, true],
    [{ $metadata: { httpStatusCode: 429 } }, true],
    [{ code: 'ECONNRESET' }, true],
    [{ message: 'Checksum mismatch: expected "a" but received "b"' }, true],
    [{ code: 'ECONNREFUSED' }, false],
    [{ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } }, false],
  ])('takes %j as worth another try: %s', (shape, expected) => {
    expect(isTransient(Object.assign(new Error('x'), shape))).toBe(expected);
  });

  it('takes what is no error as final', () => {
    expect(isTransient('odd')).toBe(false);
  });
});
