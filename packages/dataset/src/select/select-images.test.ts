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
/** 30 images of a drill with two screwdrivers: equal counts are out of reach. */
const scenes: ClassCounts[] = Array.from({ length: 30 }, () => [
  [0, 1],
  [1, 2],
]);
const keep = parseNegativesPolicy('keep');

async function keptCounts(options: { balance?: string; maxImages?: number; negatives?: string }): Promise<{
  drill: number;
  screwdriver: number;
  none: number;
}> {
  const { leftOut } = await selectImages(images, classes, {
    balance: options.balance === undefined ? undefined : parseBalanceSpec(options.balance),
    maxImages: options.maxImages,
    negatives: options.negatives === undefined ? keep : parseNegativesPolicy(options.negatives),
  });
  const kept = images.filter((_, i) => leftOut[i] === undefined);
  const withClass = (k: number): number => kept.filter((image) => image[0]?.[0] === k).length;
  return { drill: withClass(0), screwdriver: withClass(1), none: kept.filter((image) => image.length === 0).length };
}

describe(selectImages, () => {
  it('keeps everything when nothing is asked', async () => {
    expect(await keptCounts({})).toEqual({ drill: 10, screwdriver: 40, none: 5 });
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
  ])('reaches what --balance %s asks where whole images allow it', async (balance, expected) => {
    expect(await keptCounts({ balance })).toEqual({ ...expected, none: 5 });
  });

  it('keeps a limit where other classes lose boxes for it: it counts four times', async () => {
    const trios: ClassCounts[] = Array.from({ length: 30 }, () => [
      [0, 1],
      [1, 2],
      [2, 1],
    ]);
    // Each trio beyond the limit of 40 costs 4 · 2 / 40, each that is left out 1 / 30 for either other class.
    const options = { balance: parseBalanceSpec('screwdriver<=40'), negatives: keep };
    const { leftOut } = await selectImages(trios, [...classes, 'hammer'], options);
    expect(leftOut.filter((reason) => reason === undefined)).toHaveLength(20);
  });

  it('keeps the shares of classes and negatives under --max-images', async () => {
    expect(await keptCounts({ maxImages: 11 })).toEqual({ drill: 2, screwdriver: 8, none: 1 });
  });

  it('lets no class pay for all the others where --max-images leaves too little room for the targets', async () => {
    // An image of screwdrivers brings two boxes, one of a drill one: by boxes alone only the former would be taken.
    const uneven: ClassCounts[] = [
      ...Array.from({ length: 20 }, (): ClassCounts => [[0, 1]]),
      ...Array.from({ length: 10 }, (): ClassCounts => [[1, 2]]),
    ];
    const options = { balance: parseBalanceSpec('target=20'), maxImages: 10, negatives: keep };
    const { leftOut } = await selectImages(uneven, classes, options);
    const kept = uneven.filter((_, i) => leftOut[i] === undefined);
    expect([0, 1].map((k) => kept.filter((image) => image[0]?.[0] === k).length)).toEqual([5, 5]);
  });

  it.each([
    ['drop', 0],
    ['0.05', 2],
    ['5%', 2],
    ['0.075', 4],
    ['0.5', 5],
  ])('keeps so many negatives under --negatives %s that they have at most their share', async (negatives, none) => {
    expect(await keptCounts({ negatives })).toMatchObject({ none });
  });

  it('measures the share of negatives in what balancing keeps', async () => {
    // 10% of 22; of 50 images with boxes it would be 5.
    expect(await keptCounts({ balance: 'equal', negatives: '0.1' })).toEqual({ drill: 10, screwdriver: 10, none: 2 });
  });

  it('says why each image is left out', async () => {
    const { leftOut, balance } = await selectImages(images, classes, {
      balance: parseBalanceSpec('equal'),
      negatives: parseNegativesPolicy('drop'),
    });
    expect(leftOut.filter((reason) => reason === 'not-selected')).toHaveLength(30);
    expect(leftOut.filter((reason) => reason === 'negative-not-kept')).toHaveLength(5);
    expect(balance).toMatchObject({ cost: 0, gap: 0, targets: [10, 10], coOccurrence: [] });
  });

  it('waits for whoever watches the steps, who may stop it', async () => {
    let steps = 0;
    const options = { balance: parseBalanceSpec('target=7'), negatives: keep };
    const onBalanceStep = async (): Promise<void> => {
      await Promise.resolve();
      if (++steps === 3) throw new Error('enough');
    };
    await expect(selectImages(scenes, classes, { ...options, onBalanceStep })).rejects.toThrow('enough');
    expect(steps).toBe(3);
  });

  it('says which targets exclude each other', async () => {
    const { balance } = await selectImages(scenes, classes, { balance: parseBalanceSpec('equal'), negatives: keep });
    expect(balance?.coOccurrence).toEqual([
      { className: 'screwdriver', atLeast: 60, companion: 'drill', companionBoxes: 30 },
    ]);
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
