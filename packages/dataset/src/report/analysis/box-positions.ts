import type { ReportImage } from '../report-facts.js';

/** Cells across and down of the map of positions. */
export const positionCells = 16;

/** How many boxes have their centre in each cell of the image's frame, row by row from the top left. */
export function mapBoxCentres(images: readonly ReportImage[]): number[] {
  const cells = new Array<number>(positionCells * positionCells).fill(0);
  const cellOf = (share: number): number => Math.min(positionCells - 1, Math.floor(share * positionCells));
  for (const { boxes } of images)
    for (const { centerX, centerY } of boxes) {
      const at = cellOf(centerY) * positionCells + cellOf(centerX);
      cells[at] = (cells[at] ?? 0) + 1;
    }
  return cells;
}
