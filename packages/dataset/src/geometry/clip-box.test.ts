import { describe, expect, it } from 'vitest';
import { clipBox } from './clip-box.js';

const size = { widthPx: 13, heightPx: 13 };

describe(clipBox, () => {
  it('keeps a box of one pixel at a fractional place, where adding and subtracting costs digits', () => {
    const box = { left: 0.06096, top: 0.06096, width: 1, height: 1 };
    expect(clipBox(box, size)).toEqual({ box, isClipped: false });
  });

  it('does not call a hair that arithmetic left outside a cut', () => {
    const clipped = clipBox({ left: -1e-12, top: 2.3, width: 5, height: 10.7 }, size);
    expect(clipped).toMatchObject({ isClipped: false, box: { left: 0 } });
  });
});
