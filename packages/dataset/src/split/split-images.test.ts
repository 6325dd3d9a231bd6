import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError, TooFewImagesError } from '../errors.js';
import { seededRandom } from '../kernels/seeded-random.js';
import { exactSizes } from './exact-sizes.js';
import { parseSplitSpec } from './parse-split-spec.js';
import { splitImages } from './split-images.js';
import { splitNames } from './split-name.js';
import { measureSpread } from './split-spread.js';
import type { SplitImage } from './split-units.js';

const shares = parseSplitSpec('80/10/10');

function makeImages(count: number, classCount: number, seed = 1): SplitImage[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const counts = new Map<number, number>();
    for (let box = Math.floor(random() * 6); box > 0; box--) {
      const k = Math.floor(classCount * random() ** 2);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    return { sourceRef: `s3://b/${i}.jpg`, classCounts: [...counts], group: i };
  });
}

/** Images in groups of the sizes given, each group with a taste for some of the classes. */
function makeGroups(sizes: readonly number[], classCount: number, seed: number): SplitImage[] {
  const random = seededRandom(seed);
  return sizes.flatMap((size, g) => {
    const taste = Math.floor(random() * classCount);
    return Array.from({ length: size }, (_, i) => ({
      sourceRef: `s3://b/${g}/${i}.jpg`,
      classCounts: [
        [(taste + Math.floor(random() ** 2 * classCount)) % classCount, 1 + Math.floor(random() * 4)] as const,
      ],
      group: g,
    }));
  });
}

const thirds = parseSplitSpec('40/30/30');

const sizesOf = (splits: readonly string[]): number[] =>
  splitNames.map((name) => splits.filter((split) => split === name).length);

describe(splitImages, () => {
  it('gives exact sizes and brings every class with three images into every split', () => {
    const images = makeImages(300, 12);
    const splits = splitImages(images, 12, shares, 0);
    expect(sizesOf(splits)).toEqual([240, 30, 30]);
    expect(sizesOf(splitImages(makeImages(307, 12), 12, shares, 0))).toEqual([245, 31, 31]);
    expect(sizesOf(splitImages(makeImages(41, 12), 12, shares, 0))).toEqual([33, 4, 4]);
    expect(sizesOf(splitImages(makeImages(23, 12), 12, shares, 0))).toEqual([19, 2, 2]);
    for (let k = 0; k < 12; k++) {
      const holders = images.flatMap((image, i) => (image.classCounts.some(([one]) => one === k) ? [splits[i]] : []));
      if (holders.length >= 3) expect(new Set(holders)).toEqual(new Set(splitNames));
    }
  });

  it('comes near the shares of 20 classes of very different frequency', () => {
    const images = makeImages(2000, 20, 7);
    const { boxShareError } = measureSpread(images, 20, splitImages(images, 20, shares, 0), shares);
    expect(boxShareError.mean).toBeLessThan(0.016);
    expect(boxShareError.worst).toBeLessThan(0.09);
  });

  it('spreads the boxes of each class by the shares', () => {
    const images = makeImages(1000, 8);
    const splits = splitImages(images, 8, shares, 3);
    for (let k = 0; k < 8; k++) {
      const boxes = (name?: string): number =>
        images.reduce(
          (sum, image, i) =>
            sum +
            (name === undefined || splits[i] === name ? (image.classCounts.find(([one]) => one === k)?.[1] ?? 0) : 0),
          0,
        );
      expect(Math.abs(boxes('val') / boxes() - 0.1)).toBeLessThan(0.02);
    }
  });

  it('spreads images without boxes by the shares', () => {
    const images = makeImages(600, 5);
    const splits = splitImages(images, 5, shares, 0);
    const empty = images.flatMap((image, i) => (image.classCounts.length === 0 ? [splits[i]] : []));
    expect(Math.abs(empty.filter((split) => split === 'val').length / empty.length - 0.1)).toBeLessThan(0.02);
  });

  it('puts a class with a single image into train', () => {
    const images = [...makeImages(40, 3), { sourceRef: 'rare', classCounts: [[7, 9]] as const, group: 40 }];
    expect(splitImages(images, 8, shares, 0).at(-1)).toBe('train');
  });

  it('never parts images of one group, and never gives an image to two splits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 60 }), fc.nat(1000), (count, seed) => {
        const images = makeImages(count, 4, seed).map((image, i) => ({ ...image, group: Math.floor(i / 2) }));
        const splits = splitImages(images, 4, shares, seed);
        expect(splits).toHaveLength(count);
        images.forEach((image, i) => {
          const twin = images.findIndex((other) => other.group === image.group);
          expect(splits[i]).toBe(splits[twin]);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('keeps sizes within the largest group of exact, whatever the groups, and leaves no split empty', () => {
    const groupSizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 20, maxLength: 120 });
    fc.assert(
      fc.property(groupSizes, fc.constantFrom(shares, thirds), fc.nat(), (sizes, of, seed) => {
        const images = makeGroups(sizes, 6, seed);
        const splits = splitImages(images, 6, of, seed);
        const wanted = exactSizes(images.length, of);
        const isAlone = splitNames.some(
          (name) => new Set(images.filter((_, i) => splits[i] === name).map(({ group }) => group)).size < 2,
        );
        sizesOf(splits).forEach((size, s) => {
          expect(size).toBeGreaterThan(0);
          // A split's only group stays, however large it is.
          if (!isAlone) expect(Math.abs(size - (wanted[s] ?? 0))).toBeLessThanOrEqual(Math.max(...sizes));
        });
      }),
      { numRuns: 15 },
    );
  });

  it('keeps sizes exact where there are too many classes to be everywhere, and has as many as it can', () => {
    const images = makeImages(130, 90, 3);
    const splits = splitImages(images, 90, shares, 0);
    expect(sizesOf(splits)).toEqual([104, 13, 13]);
    const missing = (of: readonly string[]): number =>
      splitNames.reduce((sum, name) => {
        const there = new Set(
          images.flatMap(({ classCounts }, i) => (of[i] === name ? classCounts.map(([k]) => k) : [])),
        );
        return sum + 90 - there.size;
      }, 0);
    expect(missing(splits)).toBeLessThan(
      0.8 * missing(images.map((_, i) => (i < 104 ? 'train' : i < 117 ? 'val' : 'test'))),
    );
  });

  it('makes sizes exact where single images can fill up, beside groups of any size', () => {
    const images = makeGroups([40, 25, 25, 17, 9, 9, 4, ...new Array<number>(80).fill(1)], 4, 5);
    expect(sizesOf(splitImages(images, 4, shares, 1))).toEqual(exactSizes(images.length, shares));
  });

  it('brings every class with three groups into every split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 60, maxLength: 90 }),
        fc.nat(),
        (sizes, seed) => {
          const images = makeGroups(sizes, 10, seed);
          const splits = splitImages(images, 10, shares, seed);
          for (let k = 0; k < 10; k++) {
            const holders = images.flatMap((image, i) =>
              image.classCounts.some(([one]) => one === k) ? [{ group: image.group, split: splits[i] }] : [],
            );
            if (new Set(holders.map(({ group }) => group)).size < 3) continue;
            expect(new Set(holders.map(({ split }) => split))).toEqual(new Set(splitNames));
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('spreads the boxes of groups as different as recording sessions better than chance', () => {
    const images = makeGroups(
      Array.from({ length: 60 }, (_, g) => 5 + ((g * 37) % 60)),
      6,
      2,
    );
    const splits = splitImages(images, 6, thirds, 0);
    for (let k = 0; k < 6; k++) {
      const boxes = splitNames.map((name) =>
        images.reduce(
          (sum, image, i) => sum + (splits[i] === name ? (image.classCounts.find(([c]) => c === k)?.[1] ?? 0) : 0),
          0,
        ),
      );
      const all = boxes.reduce((sum, count) => sum + count);
      boxes.forEach((count, s) => expect(Math.abs(count / all - (thirds[s] ?? 0))).toBeLessThan(0.03));
    }
  });

  it('leaves locked images where they are, and new members of their group follow them', () => {
    const images = makeGroups(new Array<number>(50).fill(2), 3, 1).map((image, i): SplitImage =>
      i % 4 === 0 ? { ...image, lockedSplit: splitNames[(i / 4) % 3] } : image,
    );
    const splits = splitImages(images, 3, shares, 0);
    images.forEach((image, i) => {
      if (image.lockedSplit === undefined) return;
      expect(splits[i]).toBe(image.lockedSplit);
      expect(splits[i + 1]).toBe(image.lockedSplit);
    });
  });

  it('keeps locked images of one group apart where they were, and new ones follow the most', () => {
    const locked = (sourceRef: string, lockedSplit?: 'train' | 'val'): SplitImage => ({
      sourceRef,
      classCounts: [],
      group: 23,
      lockedSplit,
    });
    const group = [locked('a', 'train'), locked('b', 'val'), locked('c', 'val'), locked('d')];
    const splits = splitImages([...group, ...makeImages(20, 2)], 2, shares, 0);
    expect(splits.slice(0, 4)).toEqual(['train', 'val', 'val', 'val']);
  });

  it('does not depend on the order of the images, and does on the seed', () => {
    const images = makeImages(100, 5);
    const splits = splitImages(images, 5, shares, 4);
    expect(splitImages(images.toReversed(), 5, shares, 4).reverse()).toEqual(splits);
    expect(splitImages(images, 5, shares, 5)).not.toEqual(splits);
  });

  it('leaves a split of share 0 empty', () => {
    expect(sizesOf(splitImages(makeImages(20, 2), 2, parseSplitSpec('75/25/0'), 0))).toEqual([15, 5, 0]);
  });

  it('says that there is too little to split rather than put an image into two', () => {
    expect(() => splitImages(makeImages(2, 2), 2, shares, 0)).toThrow(TooFewImagesError);
    const twins = makeImages(9, 2).map((image) => ({ ...image, group: 0 }));
    expect(() => splitImages(twins, 2, shares, 0)).toThrow(
      'The 9 images fall into 1 group that must stay together (same bytes, --group-by, --group-near-duplicates), ' +
        'too few for train, val, test.',
    );
  });
});

describe(exactSizes, () => {
  it('adds up and gives every share something', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5000 }),
        fc.tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })),
        (images, parts) => {
          const all = parseSplitSpec(parts.join('/'));
          const sizes = exactSizes(images, all);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(images);
          sizes.forEach((size, s) => expect(size > 0).toBe((all[s] ?? 0) > 0));
        },
      ),
    );
    expect(exactSizes(5, shares)).toEqual([3, 1, 1]);
  });
});

describe(parseSplitSpec, () => {
  it('takes shares in any unit', () => {
    expect(parseSplitSpec('8/1/1')).toEqual(parseSplitSpec('0.8/0.1/0.1').map((share) => expect.closeTo(share)));
    expect(parseSplitSpec('80/20')).toEqual([0.8, 0.2, 0]);
  });

  it.each(['', '80', 'a/b/c', '0/0/0', '-1/1/1', '80//20', '1/1/1/1'])('refuses %j', (text) => {
    expect(() => parseSplitSpec(text)).toThrow(InvalidOptionError);
  });
});
