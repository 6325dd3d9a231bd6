import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from './random-source.js';

const firstValues = (seed: number, stream: number): number[] => {
  const random = createRandomSource(seed, stream);
  return Array.from({ length: 8 }, () => random.next());
};

describe(createRandomSource, () => {
  it('gives the same stream for the same seed and number', () => {
    expect(firstValues(7, 3)).toEqual(firstValues(7, 3));
  });

  it('gives other streams for a near seed and a near number', () => {
    expect(firstValues(7, 3)).not.toEqual(firstValues(8, 3));
    expect(firstValues(7, 3)).not.toEqual(firstValues(7, 4));
  });

  it('stays within the limits asked for', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(),
        fc.integer({ min: -50, max: 0 }),
        fc.integer({ min: 1, max: 50 }),
        (seed, stream, min, max) => {
          const random = createRandomSource(seed, stream);
          const [whole, part] = [random.integer(min, max), random.between(min, max)];
          return Number.isInteger(whole) && whole >= min && whole <= max && part >= min && part < max;
        },
      ),
    );
  });

  it('is even: each tenth of the range gets about a tenth of the values', () => {
    const random = createRandomSource(1, 1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 20_000; draw += 1) counts[random.integer(0, 9)]! += 1;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('refuses to pick from an empty list', () => {
    expect(() => createRandomSource(1, 1).pick([])).toThrow(RangeError);
  });
});
