import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLetterbox } from '../letterbox/plan-letterbox.js';
import { toImageSpace } from './to-image-space.js';

const side = fc.integer({ min: 8, max: 4000 });

describe(toImageSpace, () => {
  it('undoes the letterbox within a pixel of the scaled image', () => {
    const scene = fc.record({
      widthPx: side,
      heightPx: side,
      left: fc.double({ min: 0, max: 0.5, noNaN: true }),
      size: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(scene, ({ widthPx, heightPx, left, size }) => {
        const input = { widthPx: 640, heightPx: 480 };
        const { scaled, leftPx, topPx } = planLetterbox({ widthPx, heightPx }, input);
        const x = (share: number) => leftPx + share * scaled.widthPx;
        const y = (share: number) => topPx + share * scaled.heightPx;
        const rows = Float32Array.from([x(left), y(left), x(left + size), y(left + size), 0.5, 1]);
        const [found] = toImageSpace(rows, input, { widthPx, heightPx });
        expect(Math.abs(found!.xmin - left * widthPx)).toBeLessThan(1.1 * (widthPx / scaled.widthPx));
        expect(Math.abs(found!.ymax - (left + size) * heightPx)).toBeLessThan(1.1 * (heightPx / scaled.heightPx));
      }),
    );
  });

  it('clips boxes to the image', () => {
    const [found] = toImageSpace(
      Float32Array.from([-50, -50, 900, 900, 0.5, 0]),
      { widthPx: 640, heightPx: 640 },
      { widthPx: 100, heightPx: 100 },
    );
    expect(found).toMatchObject({ xmin: 0, ymin: 0, xmax: 100, ymax: 100 });
  });
});
