import { describe, expect, it } from 'vitest';
import { mapConcurrently } from './map-concurrently.js';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe(mapConcurrently, () => {
  it('keeps the order of the items and never runs more than asked at once', async () => {
    let running = 0;
    let most = 0;
    const results = await mapConcurrently(
      [5, 1, 4, 2],
      async (ms) => {
        most = Math.max(most, ++running);
        await later(ms);
        running--;
        return ms * 10;
      },
      { concurrency: 2 },
    );
    expect({ results, most }).toEqual({ results: [50, 10, 40, 20], most: 2 });
  });

  it('starts nothing more after a failure and waits for what runs', async () => {
    const ended: number[] = [];
    const work = async (n: number): Promise<void> => {
      if (n === 1) throw new Error('one');
      await later(5);
      ended.push(n);
    };
    await expect(mapConcurrently([0, 1, 2, 3], work, { concurrency: 2 })).rejects.toThrow('one');
    expect(ended).toEqual([0]);
  });

  it('stops when aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(mapConcurrently([1], async () => 1, { signal })).rejects.toThrow('aborted');
  });
});
