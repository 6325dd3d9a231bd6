import { greyGrid } from './to-grey-grid.js';

/**
 * The 64-bit difference hash of 9 × 8 grey cells (N. Krawetz, "Kind of Like That", 2013): one bit for each neighbour to the
 * right that is lighter, row by row, the top left one as the highest bit. Photos that look alike differ in few bits.
 * @param grid 72 values, row by row, as {@link toGreyGrid} gives them
 */
export function dHash(grid: Uint8Array): bigint {
  let high = 0;
  let low = 0;
  for (let row = 0; row < greyGrid.rows; row++) {
    let byte = 0;
    for (let column = 0; column + 1 < greyGrid.columns; column++) {
      const at = row * greyGrid.columns + column;
      byte = (byte << 1) | ((grid[at] ?? 0) < (grid[at + 1] ?? 0) ? 1 : 0);
    }
    if (row < 4) high = high * 256 + byte;
    else low = low * 256 + byte;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}
