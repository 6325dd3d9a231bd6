import { describe, expect, it } from 'vitest';
import { createFailureLatch } from './failure-latch.js';

describe(createFailureLatch, () => {
  it('counts the death of a worker once, however many requests it took along', async () => {
    const latch = createFailureLatch();
    const death = new Error('thread died');
    for (let count = 0; count < 9; count++)
      await expect(latch.watch(Promise.reject(death), () => true)).rejects.toThrow(death);
    expect(latch.isShut()).toBe(false);
  });

  it('shuts after what it is told of, too', () => {
    const latch = createFailureLatch();
    for (let count = 0; count < 5; count++) latch.count(new Error('no worker starts'));
    expect(latch.isShut()).toBe(true);
  });

  it('shuts after five failures in a row, and opens with a success', async () => {
    const latch = createFailureLatch();
    const fail = (message: string) =>
      expect(latch.watch(Promise.reject(new Error(message)), () => message === 'thread died')).rejects.toThrow(message);
    for (let count = 0; count < 4; count++) await fail('thread died');
    await fail('bad image');
    expect(latch.isShut()).toBe(false);
    await fail('thread died');
    expect(latch.isShut()).toBe(true);
    expect(await latch.watch(Promise.resolve('fine'), () => true)).toBe('fine');
    expect(latch.isShut()).toBe(false);
  });
});
