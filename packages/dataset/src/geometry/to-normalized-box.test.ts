import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import { clipBox } from './clip-box.js';
import { formatYoloRow } from './format-yolo-row.js';
import { toNormalizedBox, toPixelBox } from './to-normalized-box.js';

const side = fc.integer({ min: 1, max: 20_000 });
/** Most doubles are next to 0 or far outside: the eighths are what lies across the edges of an image. */
const coordinate = fc.oneof(
  fc.double({ min: -25_000, max: 25_000, noNaN: true }),
  fc.integer({ min: -100_000, max: 200_000 }).map((eighths) => eighths / 8),
);
const anyCase = fc.record({
  size: fc.record({ widthPx: side, heightPx: side }),
  box: fc.record({ left: coordinate, top: coordinate, width: coordinate, height: coordinate }),
});

/** What clipBox leaves of boxes that reach into the image. */
function whenInside(size: ImageSizePx, box: PixelBox, check: (box: PixelBox) => void): void {
  const clipped = clipBox(box, size);
  if ('box' in clipped) check(clipped.box);
}

describe(toNormalizedBox, () => {
  it("prints values that pass YOLOv5's rule and lie inside the image, for any box in any image", () => {
    fc.assert(
      fc.property(anyCase, ({ size, box }) => {
        whenInside(size, box, (inside) => {
          const [, x = NaN, y = NaN, w = NaN, h = NaN] = formatYoloRow(3, toNormalizedBox(inside, size))
            .split(' ')
            .map((n) => Math.round(Number(n) * 1e6));
          for (const [center, length] of [
            [x, w],
            [y, h],
          ] as const) {
            expect(length).toBeGreaterThan(0);
            expect(2 * center - length).toBeGreaterThanOrEqual(0);
            expect(2 * center + length).toBeLessThanOrEqual(2e6);
          }
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('survives the round trip to pixels within a hundredth of a pixel per 10,000', () => {
    fc.assert(
      fc.property(anyCase, ({ size, box }) => {
        whenInside(size, box, (inside) => {
          const back = toPixelBox(toNormalizedBox(inside, size), size);
          expect(Math.abs(back.left - inside.left)).toBeLessThan(size.widthPx * 2e-6);
          expect(Math.abs(back.height - inside.height)).toBeLessThan(size.heightPx * 2e-6);
        });
      }),
    );
  });

  it('covers the whole image with the whole box', () => {
    const size = { widthPx: 775, heightPx: 1000 };
    expect(formatYoloRow(0, toNormalizedBox({ left: 0, top: 0, width: 775, height: 1000 }, size))).toBe(
      '0 0.500000 0.500000 1.000000 1.000000',
    );
  });
});

describe(clipBox, () => {
  const size = { widthPx: 100, heightPx: 50 };
  it.each([
    [
      { left: -20, top: -10, width: 50, height: 40 },
      { left: 0, top: 0, width: 30, height: 30 },
    ],
    [
      { left: 70, top: 20, width: 50, height: 40 },
      { left: 70, top: 20, width: 30, height: 30 },
    ],
  ])('cuts %o to the image', (box, expected) => {
    expect(clipBox(box, size)).toEqual({ box: expected, isClipped: true });
  });

  it.each([
    [{ left: 100, top: 0, width: 5, height: 5 }, 'box-outside-image'],
    [{ left: -5, top: 0, width: 5, height: 5 }, 'box-outside-image'],
    [{ left: 99.5, top: 0, width: 5, height: 5 }, 'box-outside-image'],
    [{ left: 90, top: 40, width: 50, height: 40 }, 'box-mostly-outside'],
    [{ left: 5, top: 5, width: 0, height: 5 }, 'box-under-one-pixel'],
    [{ left: 5, top: 5, width: 5, height: 0.9 }, 'box-under-one-pixel'],
  ])('drops %o with the reason %s', (box, reason) => {
    expect(clipBox(box, size)).toEqual({ reason });
  });
});
