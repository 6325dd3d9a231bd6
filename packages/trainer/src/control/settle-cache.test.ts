import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { settleCache } from './settle-cache.js';

/** Of 1,000 training and 100 validation photos of 640 × 480; one more can't be read, which YOLOv5 drops. */
function settle(given: Record<string, string>, memoryBytes: number) {
  const said: string[] = [];
  const hear = (message: string): void => void said.push(message);
  const photos = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`);
  const { cache } = settleCache(
    resolveOptions(new Map(Object.entries(given))),
    {
      checked: { sizeOf: (photo) => (photo === 'broken.jpg' ? undefined : { widthPx: 640, heightPx: 480 }) },
      data: { originals: { train: [...photos(1000), 'broken.jpg'], val: photos(100) } },
    },
    { ranks: 2, memoryBytes, loaderBytes: 1e9, diskBytes: new Map() },
    { note: hear, warn: hear },
  );
  return { cache, said };
}

describe(settleCache, () => {
  it('keeps what each process takes in memory, where there is room for all of them', () => {
    const { cache, said } = settle({}, 6e9);
    expect(cache).toBe('ram');
    expect(said).toEqual([expect.stringMatching(/they take 1.9 GB, .*of 6.0 GB free they may take 2.0 GB/)]);
  });

  it('says in one line why none are kept', () => {
    const { cache, said } = settle({}, 5e9);
    expect(cache).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/^Photos are decoded anew each time/)]);
  });

  it('leaves a given cache, and warns where it can not fit', () => {
    expect(settle({ cache: 'none' }, 1e12)).toEqual({ cache: 'none', said: [] });
    expect(settle({ cache: 'ram' }, 3e9)).toEqual({
      cache: 'ram',
      said: [expect.stringMatching(/^WARNING: .*cache ram/)],
    });
  });
});
