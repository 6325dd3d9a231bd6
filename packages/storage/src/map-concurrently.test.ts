import { describe, expect, it } from 'vitest';
import { forEachConcurrently, mapConcurrently } from './map-concurrently.js';
import { removeTree } from './remove-tree.js';
import type { Storage } from './storage.js';

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

describe(forEachConcurrently, () => {
  it('asks for an item when there is room for it, and closes what gives them', async () => {
    let given = 0;
    let closed = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (let n = 0; ; n++) {
          given++;
          yield n;
        }
      } finally {
        closed = true;
      }
    }
    const work = async (n: number): Promise<void> => {
      await later(1);
      if (n === 5) throw new Error('five');
    };
    await expect(forEachConcurrently(numbers(), work, { concurrency: 2 })).rejects.toThrow('five');
    expect({ given: given <= 8, closed }).toEqual({ given: true, closed: true });
  });
});

describe(removeTree, () => {
  it('removes every file below a folder and nothing beside it', async () => {
    const removed: string[] = [];
    const storage = {
      list: async function* () {
        yield* [
          { uri: 's3://b/a/1', sizeBytes: 1 },
          { uri: 's3://b/a/b/2', sizeBytes: 1 },
        ];
      },
      remove: async (uri: string) => void removed.push(uri),
    } as unknown as Storage;
    await removeTree(storage, 's3://b/a', { keep: 's3://b/a/b/' });
    expect(removed).toEqual(['s3://b/a/1']);
    await removeTree(storage, 's3://b/a/b');
    expect(removed).toContain('s3://b/a/b/2');
  });
});
