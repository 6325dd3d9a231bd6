import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipBox } from '../geometry/clip-box.js';
import { formatYoloRow } from '../geometry/format-yolo-row.js';
import { toNormalizedBox } from '../geometry/to-normalized-box.js';
import { parseLabelRows } from './parse-label-rows.js';
import { toPixelLabel } from './to-pixel-label.js';

const side = fc.integer({ min: 10, max: 20_000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe(toPixelLabel, () => {
  it('gives back the row that it was read from, uncut', () => {
    const label = fc.record({ widthPx: side, heightPx: side, left: share, top: share, width: share, height: share });
    fc.assert(
      fc.property(label, ({ widthPx, heightPx, left, top, width, height }) => {
        const size = { widthPx, heightPx };
        const box = {
          left: left * widthPx * 0.9,
          top: top * heightPx * 0.9,
          width: Math.max(1.5, (1 - left * 0.9) * width * widthPx),
          height: Math.max(1.5, (1 - top * 0.9) * height * heightPx),
        };
        const clipped = clipBox(box, size);
        fc.pre('box' in clipped);
        const row = formatYoloRow(0, toNormalizedBox(clipped.box, size));
        const [read] = parseLabelRows(row, () => 'drill') as Parameters<typeof toPixelLabel>[0][];
        const again = read && clipBox(toPixelLabel(read, size), size);
        expect(again).toMatchObject({ isClipped: false });
        expect(again && 'box' in again && formatYoloRow(0, toNormalizedBox(again.box, size))).toBe(row);
      }),
    );
  });

  it('takes an edge within the rounding of six decimals for the edge of the image', () => {
    const box = { className: 'drill', centerX: 0.166666, centerY: 0.5, width: 0.333333, height: 1 };
    const { left, width } = toPixelLabel(box, { widthPx: 3000, heightPx: 10 });
    expect(left).toBe(0);
    expect(width).toBeCloseTo(999.9975, 3);
  });
});
