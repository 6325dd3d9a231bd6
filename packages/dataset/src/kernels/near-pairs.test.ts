import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachNearPair } from './near-pairs.js';
import { seededRandom } from './seeded-random.js';

/** Hashes around few centres, so that many are near each other. */
function makeWords(hashes: number, seed: number): Uint32Array {
  const random = seededRandom(seed);
  const centres = Uint32Array.from({ length: 8 }, () => random() * 2 ** 32);
  return Uint32Array.from({ length: 2 * hashes }, (_, at) => {
    let word = centres[(Math.floor(at / 2) % 4) * 2 + (at % 2)] ?? 0;
    for (let flips = Math.floor(random() * 7); flips > 0; flips--) word ^= 1 << Math.floor(random() * 32);
    return word;
  });
}

function bitsBetween(words: Uint32Array, a: number, b: number): number {
  const differing = [0, 1].map((at) => ((words[2 * a + at] ?? 0) ^ (words[2 * b + at] ?? 0)) >>> 0);
  return differing.map((word) => word.toString(2).replaceAll('0', '').length).reduce((sum, bits) => sum + bits);
}

describe(forEachNearPair, () => {
  it('visits each pair within the distance once, and misses none at any distance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 13 }),
        fc.nat(),
        (hashes, distance, seed) => {
          const words = makeWords(hashes, seed);
          const expected: string[] = [];
          for (let a = 0; a < hashes; a++)
            for (let b = a + 1; b < hashes; b++)
              if (bitsBetween(words, a, b) <= distance) expected.push(`${a}-${b}:${bitsBetween(words, a, b)}`);
          const found: string[] = [];
          forEachNearPair(words, distance, (a, b, bits) => found.push(`${a}-${b}:${bits}`));
          expect(found.sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});
