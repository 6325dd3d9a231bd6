import { describe, expect, it } from 'vitest';
import { toGreyGrid } from './to-grey-grid.js';

function imageOf(widthPx: number, heightPx: number, rgb: (x: number, y: number) => readonly number[]) {
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) pixels.set(rgb(x, y), (y * widthPx + x) * 3);
  return { pixels, widthPx, heightPx };
}

describe(toGreyGrid, () => {
  it('takes a 9 × 8 image cell by pixel, weighing the channels by their luma', () => {
    const grid = toGreyGrid(
      imageOf(
        9,
        8,
        (x, y) =>
          [
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
          ][(x + y) % 3] ?? [],
      ),
    );
    expect([...grid.subarray(0, 9)]).toEqual([76, 149, 28, 76, 149, 28, 76, 149, 28]);
    expect(grid[9]).toBe(149);
  });

  it('averages whole pixels, rounding down, where the sides are no multiples', () => {
    const grid = toGreyGrid(imageOf(10, 9, (x, y) => [x + 10 * y, x + 10 * y, x + 10 * y]));
    // The last cell covers columns 8 and 9 of rows 7 and 8: 78, 79, 88, 89.
    expect([grid[0], grid[8], grid[63], grid[71]]).toEqual([0, 8, 75, 83]);
  });

  it('repeats pixels of an image smaller than the grid', () => {
    expect([...toGreyGrid(imageOf(1, 1, () => [9, 9, 9]))]).toEqual(Array.from({ length: 72 }, () => 9));
  });
});
