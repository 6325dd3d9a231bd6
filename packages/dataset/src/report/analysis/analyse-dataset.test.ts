import { describe, expect, it } from 'vitest';
import { makeFacts, type SampleImage } from '../testing/make-facts.js';
import { analyseDataset } from './analyse-dataset.js';
import { findWorst } from './findings.js';

const drill = [0, 0.5, 0.5, 0.2, 0.2] as const;
const saw = [1, 0.1, 0.9, 0.02, 0.05] as const;
const classes = ['drill', 'saw', 'never'];

/** A hash with the lowest `bits` of 64 set. */
const hash = (bits: number): string => ((1n << BigInt(bits)) - 1n).toString(16).padStart(16, '0');
const size = [640, 640] as const;

describe(analyseDataset, () => {
  it('counts images and boxes per class, before balancing and per split', () => {
    const usable = { boxesPerClass: [9, 1, 0], imagesPerClass: [5, 1, 0] };
    const samples: SampleImage[] = [{ boxes: [drill, drill, saw] }, { boxes: [drill], split: 'val' }];
    const [first, , never] = analyseDataset(makeFacts(classes, samples, { usable })).classes;
    expect(first).toMatchObject({ images: 2, boxes: 3, before: { images: 5, boxes: 9 } });
    expect(first?.splits).toEqual({ train: { images: 1, boxes: 2 }, val: { images: 1, boxes: 1 } });
    expect(never).toMatchObject({ name: 'never', images: 0, boxes: 0 });
  });

  it('does not know what was before where the dataset does not record it', () => {
    expect(analyseDataset(makeFacts(classes, [{ boxes: [drill] }])).classes[0]?.before).toBeUndefined();
  });

  it('sorts sizes into bins that double, the smallest and largest boxes included', () => {
    const boxes = [drill, [0, 0.5, 0.5, 1, 1], [0, 0.5, 0.5, 0.001, 0.001]] as const;
    const { sizes } = analyseDataset(makeFacts(classes, [{ boxes, size }]));
    expect(sizes.map(({ fromPx }) => fromPx)).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(sizes.map((bin) => bin.boxes)).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    expect(sizes.at(-1)?.toPx).toBe(1024);
  });

  it('maps where boxes have their centre', () => {
    const { positions } = analyseDataset(makeFacts(classes, [{ boxes: [drill, saw, [0, 1, 1, 0, 0]] }]));
    expect([positions[8 * 16 + 8], positions[14 * 16 + 1], positions[255]]).toEqual([1, 1, 1]);
    expect(positions.reduce((sum, count) => sum + count)).toBe(3);
  });

  it('counts images that show two classes together', () => {
    const samples = [{ boxes: [drill, drill, saw] }, { boxes: [drill] }, { boxes: [] }];
    expect(analyseDataset(makeFacts(classes, samples)).coOccurrence).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  it('measures how alike the photos of a class are, by the nearest neighbour of each', () => {
    const alike = [0, 1, 2, 4, 8, 16].map((bits): SampleImage => ({ boxes: [drill], size, dHash: hash(bits) }));
    const varied = ['0f', '33', '55', 'c3', '99'].map((pair): SampleImage => ({
      boxes: [saw],
      size,
      dHash: pair.repeat(8),
    }));
    expect(analyseDataset(makeFacts(classes, [...alike, ...varied])).diversity).toEqual([
      { classIndex: 0, images: 6, q10: 1, median: 1, q90: 4, verdict: 'alike' },
      { classIndex: 1, images: 5, q10: 32, median: 32, q90: 32, verdict: 'varied' },
    ]);
  });

  it('does not judge a class by fewer than five photos', () => {
    const four = [0, 1, 2, 3].map((bits): SampleImage => ({ boxes: [drill], size, dHash: hash(bits) }));
    expect(analyseDataset(makeFacts(classes, four)).diversity).toEqual([]);
  });

  it('groups photos that look the same, those in several splits first', () => {
    const samples: SampleImage[] = [
      { size, dHash: hash(40) },
      { size, dHash: hash(41) },
      { size, dHash: hash(42) },
      { size, dHash: hash(0) },
      { size, dHash: hash(4), split: 'val' },
      { size, dHash: hash(20) },
      { size },
      { size },
    ];
    expect(analyseDataset(makeFacts(classes, samples)).duplicates).toEqual([
      { images: [3, 4], crossesSplits: true },
      { images: [0, 1, 2], crossesSplits: false },
    ]);
  });
});

describe('practice', () => {
  const verdicts = (samples: readonly SampleImage[], more = {}): Record<string, string> =>
    Object.fromEntries(
      analyseDataset(makeFacts(['drill'], samples, more)).practice.map(({ topic, verdict }) => [topic, verdict]),
    );

  it('meets the figures of YOLOv5 at 1500 images, 10,000 boxes and 10 % backgrounds, not below', () => {
    const image = { boxes: Array.from({ length: 7 }, () => drill), size };
    const enough = [...Array.from({ length: 1500 }, () => image), ...Array.from({ length: 160 }, () => ({ size }))];
    expect(verdicts(enough)).toMatchObject({
      'Images per class': 'met',
      'Boxes per class': 'met',
      'Background images': 'met',
    });
    const short = [...enough.slice(1, 1429), ...enough.slice(1500), { size }];
    expect(verdicts(short)).toMatchObject({
      'Images per class': 'short',
      'Boxes per class': 'short',
      'Background images': 'short',
    });
    // To the one: 1500 images, 10,000 boxes, a tenth of backgrounds.
    const six = { ...image, boxes: image.boxes.slice(1) };
    const just = [...Array.from({ length: 1000 }, () => image), ...Array.from({ length: 500 }, () => six)];
    expect(verdicts(just)).toMatchObject({ 'Images per class': 'met', 'Boxes per class': 'met' });
    expect(verdicts(just.slice(1))).toMatchObject({ 'Images per class': 'short' });
    expect(verdicts([six, ...just.slice(1)])).toMatchObject({ 'Images per class': 'met', 'Boxes per class': 'short' });
    expect(verdicts([...just.slice(0, 9), { size }])).toMatchObject({ 'Background images': 'met' });
  });

  it('calls the anchors fit from a best possible recall of 0.98 up, as autoanchor does', () => {
    const withFitting = (fitting: number): SampleImage[] => [
      ...Array.from({ length: fitting }, () => ({ boxes: [drill], size })),
      ...Array.from({ length: 100 - fitting }, () => ({ boxes: [[0, 0.5, 0.5, 1, 0.01]] as const, size })),
    ];
    expect(verdicts(withFitting(98))).toMatchObject({ 'Anchor fit': 'met' });
    expect(verdicts(withFitting(97))).toMatchObject({ 'Anchor fit': 'short' });
  });

  it('warns of boxes with a side under 3 pixels at imgsz, on whichever side they are thin', () => {
    // Twice imgsz, 640.
    const side = 1280;
    const verdictOn = (width: number, height: number): string | undefined =>
      verdicts([{ boxes: [[0, 0.5, 0.5, width / side, height / side]], size: [side, side] }])[
        'Boxes large enough to see'
      ];
    expect([verdictOn(6, 6), verdictOn(5.9, 99), verdictOn(99, 5.9)]).toEqual(['met', 'short', 'short']);
  });

  it('looks at box sizes, anchors, likeness and leaks where images were read, and says where not', () => {
    const read = [0, 1, 2, 4, 8].map((bits, i): SampleImage => ({
      boxes: [[0, 0.5, 0.5, 0.004, 0.004]],
      size,
      dHash: hash(bits),
      split: i === 0 ? 'val' : 'train',
    }));
    const topics = ['Image variety', 'Splits kept apart', 'Boxes large enough to see', 'Anchor fit'];
    expect(verdicts(read)).toMatchObject(Object.fromEntries(topics.map((topic) => [topic, 'short'])));
    const unread = [{ boxes: [drill] }];
    expect(verdicts(unread)).toMatchObject(Object.fromEntries(topics.map((topic) => [topic, 'unknown'])));
  });
});

describe(findWorst, () => {
  const sectionsOf = (...args: Parameters<typeof makeFacts>): string[] => {
    const facts = makeFacts(...args);
    return findWorst(facts, analyseDataset(facts)).map(({ section }) => section);
  };

  it('finds nothing in a sound dataset', () => {
    const samples = (['train', 'val'] as const).map((split, i) => ({
      boxes: [drill, saw],
      size,
      split,
      dHash: hash(40 * i),
    }));
    expect(sectionsOf(['drill', 'saw'], samples)).toEqual([]);
  });

  it.each([
    [null, /Build with --balance/],
    [{ cost: 1, bound: 1, gap: 0, targets: [1, 1, null], coOccurrence: [] }, /label more of the rare classes/],
  ])('advises balancing only where it was not done: %j', (balance, advice) => {
    const facts = makeFacts(classes, [{ boxes: [drill, drill, drill, saw], size }], { balance });
    const [text = ''] = findWorst(facts, analyseDataset(facts)).map((finding) => finding.text);
    expect(text).toMatch(advice);
    expect(text.includes('Build with')).toBe(balance === null);
  });

  it('puts leaks first, then problems, classes that cannot be learnt, imbalance, likeness, unread images', () => {
    const samples: SampleImage[] = [
      ...Array.from({ length: 6 }, (): SampleImage => ({ boxes: [drill], size, dHash: hash(1) })),
      { boxes: [drill], size, dHash: hash(2), split: 'val' },
      { boxes: [saw], split: 'val' },
    ];
    const dropped = { counts: { 'image-missing': 2, 'not-selected': 1 }, images: [], boxes: [] };
    expect(sectionsOf(classes, samples, { dropped })).toEqual([
      'duplicates',
      'left-out',
      'classes',
      'classes',
      'diversity',
      'boxes',
    ]);
  });
});
