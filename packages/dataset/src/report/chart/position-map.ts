import { positionCells } from '../analysis/box-positions.js';
import { coordinate, countOf, type Markup, markup } from '@detectory/report-page';

const cellPx = 20;
const sidePx = positionCells * cellPx;

/** The image's frame as cells, the darker the more boxes have their centre there. @param cells row by row */
export function positionMap(cells: readonly number[], label: string): Markup {
  const most = Math.max(1, ...cells);
  const rects = cells.flatMap((count, at) => {
    if (count === 0) return [];
    const x = (at % positionCells) * cellPx;
    const y = Math.floor(at / positionCells) * cellPx;
    // The root makes a cell with few boxes visible beside one with many.
    const opacity = coordinate(0.08 + 0.92 * Math.sqrt(count / most));
    return markup`<rect class="fill" x="${x}" y="${y}" width="${cellPx}" height="${cellPx}" fill-opacity="${opacity}"><title>${countOf(count, 'box', 'boxes')}</title></rect>`;
  });
  return markup`<svg class="chart" viewBox="-1 -1 ${sidePx + 2} ${sidePx + 2}" role="img" aria-label="${label}"><rect class="frame" width="${sidePx}" height="${sidePx}"/>${rects}</svg>`;
}
