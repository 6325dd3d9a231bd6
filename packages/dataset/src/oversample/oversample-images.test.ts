import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import type { ClassCounts } from '../select/select-images.js';
import { type OversampledImage, oversampleImages } from './oversample-images.js';
import { parseOversampleSpec } from './parse-oversample-spec.js';
import { repeatFactors } from './repeat-factors.js';
import { chooseCopyMark, copyFileName } from './copy-file-name.js';

function makeImages(count: number, classesOf: (i: number) => readonly number[]): OversampledImage[] {
  return Array.from({ length: count }, (_, i) => ({
    fileName: `${i}.jpg`,
    sourceRef: `s3://b/${i}.jpg`,
    classCounts: classesOf(i).map((k) => [k, 2] as const),
  }));
}

describe(repeatFactors, () => {
  it('repeats by the rarest class of an image, as sqrt(t / f), and never less than once', () => {
    // f: class 0 in all of 100 images, class 1 in 25, class 2 in 4.
    const images: ClassCounts[] = Array.from({ length: 100 }, (_, i) => [
      [0, 3],
      ...(i < 25 ? [[1, 1] as const] : []),
      ...(i < 4 ? [[2, 1] as const] : []),
    ]);
    const factors = repeatFactors(images, 0.36);
    expect([factors[0], factors[10], factors[99]]).toEqual([3, 1.2, 1].map((factor) => expect.closeTo(factor, 12)));
    expect(repeatFactors([[]], 1)).toEqual([1]);
  });
});

describe(oversampleImages, () => {
  it('keeps the expectation of factors that are no whole numbers', () => {
    // Every second image shows class 1: sqrt(1 / 0.5) = 1.414.
    const images = makeImages(4000, (i) => (i % 2 ? [0, 1] : [0]));
    const { copiesOf, boxesPerClass } = oversampleImages(images, 2, { threshold: 1 }, 0);
    expect(Math.abs(copiesOf.size / 2000 - (Math.SQRT2 - 1))).toBeLessThan(0.03);
    expect(boxesPerClass).toEqual([8000 + 2 * copiesOf.size, 4000 + 2 * copiesOf.size]);
    expect([...copiesOf.values()].every((copies) => copies.length === 1)).toBe(true);
  });

  it('gives every copy a name of its own, also where a photo is called like a copy', () => {
    const nasty = fc.constantFrom('a', 'a~2', 'a~~3', 'b~', 'c.d~2', '~1', 'a~2~2', 'é~9');
    fc.assert(
      fc.property(fc.uniqueArray(nasty, { minLength: 1 }), (stems) => {
        const images = stems.map((stem, i) => ({
          fileName: `${stem}.jpg`,
          sourceRef: stem,
          classCounts: [[i, 1]] as const,
        }));
        const { copiesOf } = oversampleImages(images, stems.length, { threshold: 1 }, 1);
        const names = [...images.map((image) => image.fileName), ...[...copiesOf.values()].flat()];
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it('does not depend on the order of the images, and does on the seed', () => {
    const images = makeImages(200, (i) => (i % 3 ? [0] : [0, 1]));
    const copies = (list: readonly OversampledImage[], seed: number) =>
      [...oversampleImages(list, 2, { threshold: 0.9 }, seed).copiesOf.keys()].sort();
    expect(copies(images.toReversed(), 1)).toEqual(copies(images, 1));
    expect(copies(images, 2)).not.toEqual(copies(images, 1));
  });
});

describe(copyFileName, () => {
  it('counts before the last suffix', () => {
    expect(copyFileName('a.b.jpg', chooseCopyMark(['a.b.jpg']), 2)).toBe('a.b~2.jpg');
    expect(chooseCopyMark(['x~2.jpg'])).toBe('~~');
  });
});

describe(parseOversampleSpec, () => {
  it('takes the threshold, or the one of LVIS', () => {
    expect(parseOversampleSpec('rfs')).toEqual({ threshold: 0.001 });
    expect(parseOversampleSpec('rfs=0.05')).toEqual({ threshold: 0.05 });
  });

  it.each(['', 'all', 'rfs=', 'rfs=0', 'rfs=2', 'rfs=x', 'RFS'])('refuses %j', (text) => {
    expect(() => parseOversampleSpec(text)).toThrow(InvalidOptionError);
    expect(() => parseOversampleSpec(text)).toThrow('rfs=0.05');
  });
});
