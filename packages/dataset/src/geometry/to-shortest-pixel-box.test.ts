import { describe, expect, it } from 'vitest';
import { toNormalizedBox } from './to-normalized-box.js';
import { toShortestPixelBox } from './to-shortest-pixel-box.js';

describe(toShortestPixelBox, () => {
  it('gives back whole and half pixels that six decimals of the side do not hold', () => {
    const size = { widthPx: 4031, heightPx: 3023 };
    for (const box of [
      { left: 17, top: 1, width: 1333, height: 2 },
      { left: 17.5, top: 1, width: 1333.5, height: 2 },
    ])
      expect(toShortestPixelBox(toNormalizedBox(box, size), size)).toEqual(box);
  });
});
