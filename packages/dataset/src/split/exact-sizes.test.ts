import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TooFewImagesError } from '../errors.js';
import { assertEnoughToSplit, exactSizes } from './exact-sizes.js';

const shares = fc
  .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));

describe(exactSizes, () => {
  it('gives every image to a split, within one of each share where none would be empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5000 }), shares, (images, wanted) => {
        const sizes = exactSizes(images, wanted);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(images);
        sizes.forEach((size, s) => {
          const share = wanted[s] ?? 0;
          expect(size > 0).toBe(share > 0);
          if (wanted.every((one) => one === 0 || one * images >= 1))
            expect(Math.abs(size - share * images)).toBeLessThan(1);
        });
      }),
    );
  });
});

describe(assertEnoughToSplit, () => {
  it('says whether images or groups are too few, of one and of several', () => {
    const messageOf = (units: number, images: number): string => {
      try {
        assertEnoughToSplit(units, [0.8, 0.1, 0.1], images);
        return '';
      } catch (error) {
        expect(error).toBeInstanceOf(TooFewImagesError);
        return String(error);
      }
    };
    expect(messageOf(1, 9)).toContain('The 9 images fall into 1 group that must stay together');
    expect(messageOf(2, 9)).toContain('into 2 groups that must');
    expect(messageOf(1, 1)).toContain("1 image can't be split into train, val, test");
    expect(messageOf(2, 2)).toContain("2 images can't be split");
    expect(messageOf(3, 3)).toBe('');
  });
});
