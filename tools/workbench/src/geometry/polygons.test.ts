import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipse, roundedRectangle } from './outlines.js';
import { boxAround } from './pixel-box.js';
import { clipOutline, isInside } from './polygons.js';

const photo = { left: 0, top: 0, right: 100, bottom: 80 };
const coordinate = fc.double({ min: -150, max: 250, noNaN: true });
const radius = fc.double({ min: 1, max: 120, noNaN: true });

describe(clipOutline, () => {
  it('leaves an outline inside the box as it is', () => {
    const outline = ellipse(50, 40, 20);
    expect(clipOutline(outline, photo)).toEqual(outline);
  });

  it('leaves nothing of an outline outside the box', () => {
    expect(clipOutline(ellipse(-50, 40, 20), photo)).toEqual([]);
  });

  it('never reaches outside the box', () => {
    fc.assert(
      fc.property(coordinate, coordinate, radius, radius, (x, y, radiusX, radiusY) => {
        const box = boxAround(clipOutline(ellipse(x, y, radiusX, radiusY), photo));
        if (!box) return true;
        return box.left >= -1e-9 && box.top >= -1e-9 && box.right <= 100 + 1e-9 && box.bottom <= 80 + 1e-9;
      }),
    );
  });

  it('boxes what is left, which is smaller than the clipped box of a diagonal shape', () => {
    const diagonal = [
      { x: 90, y: 20 },
      { x: 130, y: 60 },
      { x: 128, y: 62 },
      { x: 88, y: 22 },
    ];
    expect(boxAround(clipOutline(diagonal, photo))?.bottom).toBeCloseTo(34, 5);
  });
});

describe(isInside, () => {
  it('tells inside from outside', () => {
    const outline = roundedRectangle(10, 10, 30, 20, 4);
    expect(isInside({ x: 25, y: 20 }, outline)).toBe(true);
    expect(isInside({ x: 10.2, y: 10.2 }, outline)).toBe(false);
    expect(isInside({ x: 60, y: 20 }, outline)).toBe(false);
  });
});
