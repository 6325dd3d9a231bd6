import { describe, expect, it } from 'vitest';
import { chooseExport } from './choose-export.js';

const square = { heightPx: 640, widthPx: 640 };
const landscape = { heightPx: 480, widthPx: 640 };

describe(chooseExport, () => {
  it('takes the cheapest size that keeps the most resolution', () => {
    expect(chooseExport([square, landscape], { widthPx: 640, heightPx: 480 })).toBe(landscape);
    expect(chooseExport([square, landscape], { widthPx: 480, heightPx: 640 })).toBe(square);
  });

  it('takes the size whose longer side comes nearest to the one wanted', () => {
    const small = { heightPx: 320, widthPx: 320 };
    const sizes = [square, landscape, small];
    expect(chooseExport(sizes, square, 300)).toBe(small);
    expect(chooseExport(sizes, { widthPx: 640, heightPx: 480 }, 2000)).toBe(landscape);
    expect(chooseExport(sizes, square, 480)).toBe(square);
    expect(chooseExport([], square, 480)).toBeUndefined();
  });

  it('is undefined without sizes', () => {
    expect(chooseExport([], square)).toBeUndefined();
  });
});
