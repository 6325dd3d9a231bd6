/** A stream of repeatable choices: the same two seeds always give the same stream. */
export interface RandomSource {
  /** The next value in [0, 1). */
  next(): number;
  /** A value in [min, max). */
  between(min: number, max: number): number;
  /** A whole number from min to max, both possible. */
  integer(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item, each as likely as the others. @throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
}

/**
 * Starts a stream for one numbered part of a seed, so that photo 7 is the same however many photos are drawn.
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand, public domain): 128 bits of state, four 32-bit words.
 */
export function createRandomSource(seed: number, stream: number): RandomSource {
  const nextUint32 = sfc32(seed | 0, stream | 0, 0x9e3779b9, 1);
  const next = (): number => nextUint32() / 2 ** 32;
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new RangeError('Nothing to pick from: the list is empty.');
      return item;
    },
  };
}

/** The first twelve values are thrown away, as PractRand does, so that near seeds part company. */
function sfc32(seedA: number, seedB: number, seedC: number, start: number): () => number {
  let [a, b, c, counter] = [seedA, seedB, seedC, start];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
