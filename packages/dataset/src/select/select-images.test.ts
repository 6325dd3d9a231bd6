import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { parseNegativesPolicy } from './negatives-policy.js';
import { parseBalanceSpec } from './parse-balance-spec.js';
import { type ClassCounts, selectImages } from './select-images.js';
import { toSubsetTerms } from './to-subset-terms.js';

const classes = ['drill', 'screwdriver'];
/** 10 images of a drill, 40 of a screwdriver, 5 of nothing. */
const images: ClassCounts[] = [
  ...Array.from({ length: 10 }, (): ClassCounts => [[0, 1]]),
  ...Array.from({ length: 40 }, (): ClassCounts => [[1, 1]]),
  ...Array.from({ length: 5 }, (): ClassCounts => []),
];
const keep = parseNegativesPolicy('keep');

function keptCounts(options: { balance?: string; maxImages?: number; negatives?: string }): {
  drill: number;
  screwdriver: number;
  none: number;
} {
  const { leftOut } = selectImages(images, classes, {
    balance: options.balance === undefined ? undefined : parseBalanceSpec(options.balance),
    maxImages: options.maxImages,
    negatives: options.negatives === undefined ? keep : parseNegativesPolicy(options.negatives),
  });
  const kept = images.filter((_, i) => leftOut[i] === undefined);
  const withClass = (k: number): number => kept.filter((image) => image[0]?.[0] === k).length;
  return { drill: withClass(0), screwdriver: withClass(1), none: kept.filter((image) => image.length === 0).length };
}

describe(selectImages, () => {
  it('keeps everything when nothing is asked', () => {
    expect(keptCounts({})).toEqual({ drill: 10, screwdriver: 40, none: 5 });
  });

  it.each([
    ['equal', { drill: 10, screwdriver: 10 }],
    ['max-ratio=2', { drill: 10, screwdriver: 20 }],
    ['target=5', { drill: 5, screwdriver: 5 }],
    ['target=30', { drill: 10, screwdriver: 30 }],
    ['screwdriver<=12', { drill: 10, screwdriver: 12 }],
    ['screwdriver<=12,drill>=8', { drill: 10, screwdriver: 12 }],
    ['screwdriver=7,drill<=3', { drill: 3, screwdriver: 7 }],
    ['screwdriver<=0', { drill: 10, screwdriver: 0 }],
  ])('reaches what --balance %s asks where whole images allow it', (balance, expected) => {
    expect(keptCounts({ balance })).toEqual({ ...expected, none: 5 });
  });

  it('keeps the shares of classes and negatives under --max-images', () => {
    expect(keptCounts({ maxImages: 11 })).toEqual({ drill: 2, screwdriver: 8, none: 1 });
  });

  it.each([
    ['drop', 0],
    ['0.05', 2],
    ['5%', 2],
    ['0.5', 5],
  ])('keeps so many negatives under --negatives %s that they have at most their share', (negatives, none) => {
    expect(keptCounts({ negatives })).toMatchObject({ none });
  });

  it('says why each image is left out', () => {
    const { leftOut, balance } = selectImages(images, classes, {
      balance: parseBalanceSpec('equal'),
      negatives: parseNegativesPolicy('drop'),
    });
    expect(leftOut.filter((reason) => reason === 'not-selected')).toHaveLength(30);
    expect(leftOut.filter((reason) => reason === 'negative-not-kept')).toHaveLength(5);
    expect(balance).toMatchObject({ cost: 0, gap: 0 });
  });
});

describe(parseBalanceSpec, () => {
  it.each(['max-ratio=0.5', 'target=x', 'target=', 'drill', 'drill<100.5', 'drill<=', '', 'target=2.5'])(
    'refuses %j and says what it takes',
    (text) => {
      expect(() => parseBalanceSpec(text)).toThrow(InvalidOptionError);
      expect(() => parseBalanceSpec(text)).toThrow('max-ratio=2');
    },
  );
});

describe(parseNegativesPolicy, () => {
  it.each(['some', '1', '-0.1', '', '100%'])('refuses %j', (text) => {
    expect(() => parseNegativesPolicy(text)).toThrow(InvalidOptionError);
  });
});

describe(toSubsetTerms, () => {
  it('names the class that was most likely meant', () => {
    expect(() => toSubsetTerms(parseBalanceSpec('Screw driver<=3'), classes, Float64Array.of(1, 2))).toThrow(
      'Did you mean "screwdriver"?',
    );
  });
});
