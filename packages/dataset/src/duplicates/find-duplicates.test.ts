import { describe, expect, it } from 'vitest';
import { findDuplicates } from './find-duplicates.js';

/** A hash with `bits` of its 64 bits set, from the lowest. */
const hash = (bits: number): string => ((1n << BigInt(bits)) - 1n).toString(16).padStart(16, '0');
const setsOf = (setOf: Int32Array): number[] => [...setOf];

describe(findDuplicates, () => {
  it('joins images with the same bytes', () => {
    const { setOf, near } = findDuplicates([{ sha256: 'a' }, { sha256: 'b' }, { sha256: 'a' }, {}, {}]);
    expect(setsOf(setOf)).toEqual([0, 1, 0, 3, 4]);
    expect(near).toBeUndefined();
  });

  it('joins images whose hashes differ in few bits, and those that are near through others', () => {
    const images = [hash(0), hash(40), hash(4), hash(8), hash(13)].map((dHash) => ({ dHash }));
    expect(setsOf(findDuplicates(images, 4).setOf)).toEqual([0, 1, 0, 0, 4]);
    expect(setsOf(findDuplicates(images, 3).setOf)).toEqual([0, 1, 2, 3, 4]);
    expect(setsOf(findDuplicates(images, 5).setOf)).toEqual([0, 1, 0, 0, 0]);
  });

  it('leaves images without a hash alone and counts them', () => {
    const { setOf, near } = findDuplicates([{ sha256: 'a' }, { sha256: 'a' }, { dHash: hash(0) }, {}], 4);
    expect(setsOf(setOf)).toEqual([0, 0, 2, 3]);
    expect(near?.unhashed).toBe(3);
  });

  it('cuts a chain that grows too long at its widest gaps, and counts the pairs left apart', () => {
    // Twelve runs of images: within a run 1 bit apart, between runs 2; no image is near those two runs away.
    const chain = Array.from({ length: 24 }, (_, i) => ({ dHash: hash(i + Math.floor(i / 2)) }));
    const copies = chain.flatMap((image) => Array.from({ length: 20 }, () => image));
    const { setOf, near } = findDuplicates(copies, 2);
    expect(near?.largestChain).toBe(100);
    const sizes = new Map<number, number>();
    for (const set of setOf) sizes.set(set, (sizes.get(set) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(100);
    expect(near?.cutPairs).toBe(sizes.size - 1);
    for (let run = 0; run < 24; run += 2) expect(setOf[run * 20]).toBe(setOf[(run + 1) * 20]);
  });

  it('lets a chain hold a tenth of the images, and a hundred at least', () => {
    const largestOf = (images: number) => findDuplicates(new Array(images).fill({}), 4).near?.largestChain;
    expect([largestOf(10), largestOf(1000), largestOf(1509)]).toEqual([100, 100, 150]);
  });

  it('gives the same sets whatever the order of the images', () => {
    const images = Array.from({ length: 30 }, (_, i) => ({ dHash: hash((i * 7) % 31) }));
    const partition = (setOf: Int32Array, of: readonly { dHash: string }[]): string[] => {
      const members = new Map<number, string[]>();
      setOf.forEach((set, i) => members.set(set, [...(members.get(set) ?? []), of[i]?.dHash ?? '']));
      return [...members.values()].map((hashes) => hashes.sort().join()).sort();
    };
    const turned = images.toReversed();
    expect(partition(findDuplicates(turned, 2).setOf, turned)).toEqual(
      partition(findDuplicates(images, 2).setOf, images),
    );
  });
});
