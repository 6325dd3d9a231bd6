import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panBy, placePhoto, type Size, type Viewport, wholePhoto, zoomAbout } from './viewport.js';

const size = (): fc.Arbitrary<Size> =>
  fc.record({ width: fc.integer({ min: 40, max: 4000 }), height: fc.integer({ min: 40, max: 4000 }) });
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe(placePhoto, () => {
  it('shows the whole photo in the middle', () => {
    expect(placePhoto(wholePhoto, { width: 200, height: 100 }, { width: 100, height: 100 })).toEqual({
      scale: 0.5,
      left: 0,
      top: 25,
    });
  });
});

describe(zoomAbout, () => {
  it('keeps the point under the pointer, as long as no edge comes into view', () => {
    const photo = { width: 400, height: 300 };
    const at = { x: 130, y: 110 };
    const before = placePhoto(wholePhoto, photo, photo);
    const after = placePhoto(zoomAbout(wholePhoto, 2, at, photo, photo), photo, photo);
    expect(after.scale).toBe(2 * before.scale);
    expect((at.x - after.left) / after.scale).toBeCloseTo((at.x - before.left) / before.scale);
    expect((at.y - after.top) / after.scale).toBeCloseTo((at.y - before.top) / before.scale);
  });

  it('comes back to the whole photo', () => {
    const photo = { width: 400, height: 300 };
    const near = zoomAbout(wholePhoto, 8, { x: 3, y: 290 }, photo, photo);
    expect(zoomAbout(near, 0.01, { x: 200, y: 10 }, photo, photo)).toEqual(wholePhoto);
  });
});

describe(panBy, () => {
  it('leaves no gap at an edge of a photo that is larger than the stage, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        size(),
        size(),
        fc.double({ min: 1, max: 20, noNaN: true }),
        unit,
        unit,
        (photo, stage, factor, x, y) => {
          const zoomed = zoomAbout(wholePhoto, factor, { x: x * stage.width, y: y * stage.height }, photo, stage);
          const moved: Viewport = panBy(zoomed, { x: (x - 0.5) * 9999, y: (y - 0.5) * 9999 }, photo, stage);
          const { left, top, scale } = placePhoto(moved, photo, stage);
          for (const [start, length, room] of [
            [left, photo.width * scale, stage.width],
            [top, photo.height * scale, stage.height],
          ] as const) {
            expect(start).toBeLessThanOrEqual(Math.max(0, (room - length) / 2) + 1e-6);
            expect(start + length).toBeGreaterThanOrEqual(Math.min(room, (room + length) / 2) - 1e-6);
          }
        },
      ),
    );
  });
});
