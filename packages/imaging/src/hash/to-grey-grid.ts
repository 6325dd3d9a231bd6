import type { RgbImage } from '../rgb-image.js';

/** Cells across and down of the grid that dHash compares. */
export const greyGrid = { columns: 9, rows: 8 } as const;

/**
 * The image shrunk to 9 × 8 grey cells, row by row, 0 to 255. Whole-number arithmetic throughout, so that every machine gets
 * the same: cell `x` covers the columns from ⌊x·width/9⌋ up to ⌊(x+1)·width/9⌋ (one at least), rows likewise by 8; its value
 * is ⌊mean of 77·R + 150·G + 29·B⌋ / 256 (ITU-R BT.601's luma in 1/256).
 */
export function toGreyGrid({ pixels, widthPx, heightPx }: RgbImage): Uint8Array {
  const grid = new Uint8Array(greyGrid.columns * greyGrid.rows);
  for (let row = 0; row < greyGrid.rows; row++)
    for (let column = 0; column < greyGrid.columns; column++) {
      const [left, right] = cellRange(column, greyGrid.columns, widthPx);
      const [top, bottom] = cellRange(row, greyGrid.rows, heightPx);
      let sum = 0;
      for (let y = top; y < bottom; y++) sum += sumLuma(pixels, (y * widthPx + left) * 3, (y * widthPx + right) * 3);
      grid[row * greyGrid.columns + column] = Math.floor(sum / (256 * (right - left) * (bottom - top)));
    }
  return grid;
}

function cellRange(cell: number, cells: number, lengthPx: number): [from: number, to: number] {
  const from = Math.floor((cell * lengthPx) / cells);
  return [from, Math.max(from + 1, Math.floor(((cell + 1) * lengthPx) / cells))];
}

function sumLuma(pixels: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 3)
    sum += 77 * (pixels[at] ?? 0) + 150 * (pixels[at + 1] ?? 0) + 29 * (pixels[at + 2] ?? 0);
  return sum;
}
