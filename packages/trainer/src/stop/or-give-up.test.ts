import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isWorkLeft, orGiveUp } from './or-give-up.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const toError = () => new Error('the time is over');

describe(orGiveUp, () => {
  it('answers what the work does, and what it fails with', async () => {
    const { signal } = new AbortController();
    expect(await orGiveUp(Promise.resolve(1), { timeIsOver: signal, toError })).toBe(1);
    await expect(orGiveUp(Promise.reject(new Error('broken')), { timeIsOver: signal, toError })).rejects.toThrow(
      'broken',
    );
  });

  it('waits no longer than its grace once the time is over', async () => {
    const time = new AbortController();
    let end = (): void => undefined;
    const hung = new Promise<void>((resolve) => (end = resolve));
    const given = expect(orGiveUp(hung, { timeIsOver: time.signal, toError })).rejects.toThrow('the time is over');
    time.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    await given;
    expect(isWorkLeft()).toBe(true);
    end();
    await vi.advanceTimersByTimeAsync(0);
    expect(isWorkLeft()).toBe(false);
  });

  it('takes work that is done already, or within its grace, where the time was over before', async () => {
    const timeIsOver = AbortSignal.abort();
    expect(await orGiveUp(Promise.resolve(1), { timeIsOver, toError })).toBe(1);
    const quick = new Promise<number>((resolve) => void setTimeout(() => resolve(2), 900));
    const given = orGiveUp(quick, { timeIsOver, toError });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await given).toBe(2);
  });
});
