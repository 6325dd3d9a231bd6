import { describe, expect, it } from 'vitest';
import { chooseExport } from './choose-export.js';

const square = { heightPx: 640, widthPx: 640 };
const landscape = { heightPx: 480, widthPx: 640 };

describe(chooseExport, () => {
  it('takes the cheapest size that keeps the most resolution', () => {
    expect(chooseExport([square, landscape], { widthPx: 640, heightPx: 480 })).toBe(landscape);
    expect(chooseExport([square, landscape], { widthPx: 480, heightPx: 640 })).toBe(square);
  });

  it('is undefined without sizes', () => {
    expect(chooseExport([], square)).toBeUndefined();
  });
});
