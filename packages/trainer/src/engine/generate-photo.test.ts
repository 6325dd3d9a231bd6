import { describe, expect, it } from 'vitest';
import { generatePhoto } from './generate-photo.js';

describe(generatePhoto, () => {
  it('draws squares of one colour each, the same ones each time', () => {
    const size = { heightPx: 32, widthPx: 64 };
    const pixels = generatePhoto(size, 8);
    const at = (x: number, y: number) => [...pixels.subarray((y * 64 + x) * 3, (y * 64 + x) * 3 + 3)];
    expect(at(7, 7)).toEqual(at(0, 0));
    expect(at(8, 7)).not.toEqual(at(0, 0));
    expect(new Set(pixels).size).toBeGreaterThan(50);
    expect(generatePhoto(size, 8)).toEqual(pixels);
  });
});
