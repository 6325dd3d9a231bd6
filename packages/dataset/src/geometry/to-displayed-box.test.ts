import type { Orientation } from '@detectory/imaging';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDisplayedBox, toStoredBox } from './to-displayed-box.js';

const stored = { widthPx: 100, heightPx: 60 };
const box = { left: 10, top: 5, width: 30, height: 20 };

/** A stored pixel (x, y) where a viewer shows it, from the meaning of the EXIF tag (CIPA DC-008, 4.6.4). */
const pixelRules: Record<Orientation, (x: number, y: number, w: number, h: number) => [number, number]> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [h - 1 - y, x],
  7: (x, y, w, h) => [h - 1 - y, w - 1 - x],
  8: (x, y, w) => [y, w - 1 - x],
};

describe(toDisplayedBox, () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('puts every corner pixel where orientation %i shows it', (orientation) => {
    const shown = toDisplayedBox(box, stored, orientation);
    const corners = [
      [box.left, box.top],
      [box.left + box.width - 1, box.top + box.height - 1],
    ].map(([x = 0, y = 0]) => pixelRules[orientation](x, y, stored.widthPx, stored.heightPx));
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    expect(shown).toEqual({
      left: Math.min(...xs),
      top: Math.min(...ys),
      width: Math.max(...xs) - Math.min(...xs) + 1,
      height: Math.max(...ys) - Math.min(...ys) + 1,
    });
  });

  it('undoes itself for the orientations that are their own inverse', () => {
    fc.assert(
      fc.property(fc.constantFrom<Orientation>(2, 3, 4), (orientation) => {
        expect(toDisplayedBox(toDisplayedBox(box, stored, orientation), stored, orientation)).toEqual(box);
      }),
    );
  });
});

describe(toStoredBox, () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('brings every box back from orientation %i', (orientation) => {
    expect(toStoredBox(toDisplayedBox(box, stored, orientation), stored, orientation)).toEqual(box);
  });
});
