import { positionCells } from '../analysis/box-positions.js';
import { yolov5Anchors } from '../analysis/anchor-fit.js';
import { columnChart } from '../chart/column-chart.js';
import { positionMap } from '../chart/position-map.js';
import { sizePlot } from '../chart/size-plot.js';
import { countOf, foldedTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

/** How large the boxes are as training sees them, and where in the image they lie. */
export function boxesSection(page: ReportPage): Section {
  return {
    id: 'boxes',
    title: 'Box sizes and positions',
    body: markup`<p class="lede">Sizes are in pixels after scaling to imgsz ${page.facts.imgsz}, as training does. Many boxes under 8 px ask for a larger
imgsz or for tiles. Boxes that all lie in the middle make a model that looks nowhere else: photograph things off centre too.</p>
<div class="charts">${sizes(page)}${shapes(page)}${positions(page)}</div>`,
  };
}

function sizes({ facts, analysis }: ReportPage): Markup {
  if (analysis.sized.length === 0) return notMeasured('Box size');
  const common = [...analysis.sizes].sort((a, b) => b.boxes - a.boxes)[0];
  const label = `Histogram of box sizes: most boxes, ${common?.boxes ?? 0} of ${analysis.sized.length}, are from ${common?.fromPx ?? 0} to ${common?.toPx ?? 0} pixels.`;
  return markup`<figure><figcaption>Size: side of a square of the same area</figcaption>${columnChart({
    label,
    columns: analysis.sizes.map(({ fromPx, boxes }) => ({ label: String(fromPx), value: boxes })),
    axis: `from … px at ${facts.imgsz}`,
  })}${foldedTable({
    caption: 'Boxes by size',
    columns: [{ title: 'From … to under, px' }, { title: 'Boxes', isNumber: true }],
    rows: analysis.sizes.map(({ fromPx, toPx, boxes }) => [`${fromPx} to ${toPx}`, formatCount(boxes)]),
  })}</figure>`;
}

function shapes({ facts, analysis }: ReportPage): Markup | undefined {
  if (analysis.sized.length === 0) return undefined;
  const tall = analysis.sized.filter((box) => box.heightPx > 2 * box.widthPx).length;
  const wide = analysis.sized.filter((box) => box.widthPx > 2 * box.heightPx).length;
  const text = `${countOf(tall, 'box', 'boxes')} more than twice as high as wide, ${formatCount(wide)} more than twice as wide as high.`;
  return markup`<figure><figcaption>Width and height; the circles are YOLOv5’s anchors</figcaption>${sizePlot(
    analysis.sized,
    {
      anchors: yolov5Anchors,
      imgsz: facts.imgsz,
      label: `Map of box widths against heights. ${text}`,
    },
  )}<p>${text}</p></figure>`;
}

function positions({ analysis }: ReportPage): Markup {
  const total = analysis.positions.reduce((sum, count) => sum + count, 0);
  const thirds = sumThirds(analysis.positions);
  const middle = thirds[4] ?? 0;
  const text = `${total > 0 ? Math.round((middle / total) * 100) : 0} % of the boxes have their centre in the middle ninth of the image.`;
  const rowNames = ['top', 'middle', 'bottom'];
  return markup`<figure><figcaption>Where the boxes’ centres lie in the image</figcaption>${positionMap(analysis.positions, `Map of box centres. ${text}`)}<p>${text}</p>${foldedTable(
    {
      caption: 'Box centres by ninths of the image',
      columns: [{ title: 'Row' }, ...['left', 'centre', 'right'].map((title) => ({ title, isNumber: true }))],
      rows: rowNames.map((name, row) => [name, ...thirds.slice(row * 3, row * 3 + 3).map(formatCount)]),
    },
  )}</figure>`;
}

function sumThirds(cells: readonly number[]): number[] {
  const thirds = new Array<number>(9).fill(0);
  const third = (cell: number): number => Math.min(2, Math.floor(((cell + 0.5) / positionCells) * 3));
  cells.forEach((count, at) => {
    const to = third(Math.floor(at / positionCells)) * 3 + third(at % positionCells);
    thirds[to] = (thirds[to] ?? 0) + count;
  });
  return thirds;
}

export function notMeasured(what: string): Markup {
  return markup`<p class="missing">${what} was not measured: no image could be read. Pass --images with the folder that holds them.</p>`;
}
