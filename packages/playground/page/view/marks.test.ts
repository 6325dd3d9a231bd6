import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, found } from '../testing/make-state.js';
import { toClassIndices } from './class-indices.js';
import { toClassMark } from './class-mark.js';
import { toOverlayBoxes } from './overlay-box.js';
import { placeLabel } from './place-label.js';
import { toScreenBox } from './screen-box.js';

describe(toClassMark, () => {
  it('gives no two of a hundred classes the same colour, and neighbours another line too', () => {
    const marks = Array.from({ length: 100 }, (_, index) => toClassMark(index));
    expect(new Set(marks.map(({ color }) => color)).size).toBe(100);
    for (const [index, { dashes }] of marks.entries()) expect(dashes).not.toEqual(marks[index + 1]?.dashes);
  });
});

describe(toClassIndices, () => {
  it('marks a class of two models alike, by the first one, and gives a taken index to nobody else', () => {
    const indices = toClassIndices([[found(1, 0.9)], [found(0, 0.9, 'hammer'), found(1, 0.9, 'drill')]]);
    expect([...indices]).toEqual([
      ['hammer', 1],
      ['drill', 2],
    ]);
  });
});

describe(toOverlayBoxes, () => {
  it('keeps the place in the whole answer', () => {
    const filter = { threshold: 0.5, hiddenClasses: new Set(['drill']) };
    const [boxes, none] = toOverlayBoxes(filter, done(found(0, 0.9), found(1, 0.8), found(1, 0.2)), undefined);
    expect(boxes?.map(({ index, mark }) => [index, mark])).toEqual([[1, 1]]);
    expect(none).toEqual([]);
  });
});

describe(toScreenBox, () => {
  it('scales and moves', () => {
    expect(toScreenBox(found(0, 1), { left: 5, top: -5, scale: 2 })).toEqual({
      left: 25,
      top: 35,
      width: 80,
      height: 40,
    });
  });
});

describe(placeLabel, () => {
  it('stands on the box, within it at the top edge of the frame, and never outside the frame', () => {
    const frame = { width: 300, height: 200 };
    const label = { width: 60, height: 18 };
    expect(placeLabel({ left: 100, top: 50, width: 40, height: 40 }, label, frame)).toEqual({ x: 99, y: 32 });
    expect(placeLabel({ left: 100, top: 5, width: 40, height: 40 }, label, frame)).toEqual({ x: 99, y: 5 });
    const side = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(side, side, (left, top) => {
        const { x, y } = placeLabel({ left, top, width: 40, height: 40 }, label, frame);
        expect(x >= 0 && x + label.width <= frame.width && y >= 0 && y + label.height <= frame.height).toBe(true);
      }),
    );
  });
});
