import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelledImage } from './labelled-image.js';
import { LabelledImageStore } from './labelled-image-store.js';

const pixels = fc.oneof(fc.integer(), fc.double({ noNaN: true })).map((n) => n + 0);
const box = fc.record(
  {
    className: fc.string(),
    left: pixels,
    top: pixels,
    width: pixels,
    height: pixels,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  { requiredKeys: ['className', 'left', 'top', 'width', 'height'] },
);
const side = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const image: fc.Arbitrary<LabelledImage> = fc.record({
  manifest: fc.nat(400),
  line: fc.nat(),
  sourceRef: fc.string(),
  attribute: fc.string(),
  size: fc.option(fc.record({ widthPx: side, heightPx: side }), { nil: undefined }),
  boxes: fc.array(box),
  createdAtMicros: fc.option(fc.maxSafeInteger(), { nil: undefined }),
  isAdjusted: fc.boolean(),
});

describe(LabelledImageStore, () => {
  it('gives back images as they were added, in the order asked for', () => {
    fc.assert(
      fc.property(fc.array(image, { minLength: 1 }), (images) => {
        const store = new LabelledImageStore();
        expect(images.map((one) => store.add(one))).toEqual([...images.keys()]);
        expect(images.map((_, i) => store.at(i))).toEqual(images);
        expect([...store.pick(Uint32Array.from(images.keys()).reverse())]).toEqual(images.toReversed());
        expect(images.map((_, i) => store.sourceRefAt(i))).toEqual(images.map((one) => one.sourceRef));
      }),
    );
  });

  it('keeps fields that only some images have', () => {
    const store = new LabelledImageStore();
    const [one] = fc.sample(image, 1);
    const marked = { ...one, shift: 'night' } as unknown as LabelledImage;
    store.add(one as LabelledImage);
    store.add(marked);
    expect([store.at(0), store.at(1)]).toEqual([one, marked]);
  });
});
