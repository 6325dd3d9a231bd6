import { describe, expect, it } from 'vitest';
import { choosePictures, mostPictures } from './choose-pictures.js';
import { makeFacts } from './testing/make-facts.js';

const box = (k: number) => [k, 0.5, 0.5, 0.1, 0.1] as const;

describe(choosePictures, () => {
  it('takes as many of each class as asked for, whatever the order of the images', () => {
    const facts = makeFacts(
      ['a', 'b'],
      Array.from({ length: 20 }, (_, i) => ({ boxes: [box(i % 2)] })),
    );
    const turned = { ...facts, images: facts.images.toReversed() };
    const names = (of: typeof facts): string[][] =>
      choosePictures(of, [], 3).ofClass.map((images) => images.map((i) => of.images[i]?.file ?? ''));
    expect(names(facts).map((images) => images.length)).toEqual([3, 3]);
    expect(names(turned)).toEqual(names(facts));
    expect(choosePictures(facts, [], 0).ofClass).toEqual([[], []]);
  });

  it('holds the page to its most pictures, the classes taking turns', () => {
    const facts = makeFacts(
      ['a', 'b'],
      Array.from({ length: 1000 }, (_, i) => ({ boxes: [box(i % 2)] })),
    );
    const { ofClass } = choosePictures(facts, [{ images: [0, 2], crossesSplits: false }], 500);
    const shown = new Set([...ofClass.flat(), 0, 2]);
    expect(shown.size).toBe(mostPictures);
    expect(Math.abs((ofClass[0]?.length ?? 0) - (ofClass[1]?.length ?? 0))).toBeLessThanOrEqual(2);
  });

  it('shows the first few images of a reason, each once, with what the record says', () => {
    const images = Array.from({ length: 12 }, (_, line) => ({
      manifest: 0,
      line,
      reason: 'image-missing',
      sourceRef: `s3://photos/${line}.jpg`,
      detail: 'gone',
    }));
    const lost = { manifest: 0, line: 1, reason: 'box-outside-image', sourceRef: 's3://photos/x.jpg' };
    const dropped = {
      counts: {},
      images: [...images, { manifest: 0, line: 99, reason: 'line-malformed' }],
      boxes: [
        { ...lost, box: 0 },
        { ...lost, box: 1 },
      ],
    };
    const { ofReason } = choosePictures(makeFacts([], [], { dropped }), [], 3);
    expect(ofReason.map(({ reason, records }) => [reason, records.length])).toEqual([
      ['image-missing', 8],
      ['box-outside-image', 1],
    ]);
    expect(ofReason[0]?.records[0]).toEqual({ sourceRef: 's3://photos/0.jpg', detail: 'gone' });
  });
});
