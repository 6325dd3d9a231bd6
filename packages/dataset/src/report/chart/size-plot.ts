import type { Anchor } from '../analysis/anchor-fit.js';
import type { SizedBox } from '../analysis/sized-boxes.js';
import { coordinate, countOf, type Markup, markup } from '@detectory/report-page';

const sidePx = 300;
const left = 34;
const cellsPerOctave = 2;
const leastPx = 2;

/** Width against height of all boxes, both axes doubling, as cells, the darker the more; anchors as numbered circles. */
export function sizePlot(
  boxes: readonly SizedBox[],
  { anchors, imgsz, label }: { readonly anchors: readonly Anchor[]; readonly imgsz: number; readonly label: string },
): Markup {
  const octaves = Math.log2(imgsz / leastPx);
  const cells = Math.ceil(octaves * cellsPerOctave);
  const cellPx = sidePx / cells;
  const place = (px: number): number => Math.max(0, Math.log2(px / leastPx) / octaves) * sidePx;
  const counts = countCells(boxes, cells);
  const most = Math.max(1, ...counts.values());
  const rects = [...counts].map(([at, count]) => {
    const x = left + (at % cells) * cellPx;
    const y = sidePx - (Math.floor(at / cells) + 1) * cellPx;
    const opacity = coordinate(0.12 + 0.88 * Math.sqrt(count / most));
    return markup`<rect class="fill" x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(cellPx)}" height="${coordinate(cellPx)}" fill-opacity="${opacity}"><title>${countOf(count, 'box', 'boxes')}</title></rect>`;
  });
  const circles = anchors.map(({ widthPx, heightPx }, i) => {
    const x = coordinate(left + place(widthPx));
    const y = sidePx - place(heightPx);
    return markup`<circle class="anchor" cx="${x}" cy="${coordinate(y)}" r="8"/><text class="anchor-name" x="${x}" y="${coordinate(y + 4)}">${i + 1}</text>`;
  });
  return markup`<svg class="chart" viewBox="0 0 ${left + sidePx + 8} ${sidePx + 34}" role="img" aria-label="${label}"><rect class="frame" x="${left}" width="${sidePx}" height="${sidePx}"/>${rects}${drawTicks(imgsz, place)}${circles}
<text class="quiet" x="${left + sidePx / 2}" y="${sidePx + 31}">width, px at ${imgsz}</text>
<text class="quiet" transform="translate(10 ${sidePx / 2}) rotate(-90)">height, px</text></svg>`;
}

/** Sorted by cell, so that the order of the boxes doesn't show. */
function countCells(boxes: readonly SizedBox[], cells: number): Map<number, number> {
  const cellOf = (px: number): number =>
    Math.min(cells - 1, Math.max(0, Math.floor(Math.log2(px / leastPx) * cellsPerOctave)));
  const counts = new Map<number, number>();
  for (const { widthPx, heightPx } of boxes) {
    const at = cellOf(heightPx) * cells + cellOf(widthPx);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

function drawTicks(imgsz: number, place: (px: number) => number): Markup[] {
  const ticks = [8, 32, 128, 512].filter((px) => px <= imgsz);
  return ticks.map((px) => {
    const at = coordinate(place(px));
    return markup`<text class="quiet" x="${coordinate(left + place(px))}" y="${sidePx + 14}">${px}</text><text class="quiet end" x="${left - 4}" y="${coordinate(sidePx - Number(at) + 4)}">${px}</text>`;
  });
}
