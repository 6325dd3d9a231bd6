import { coordinate, type Markup, markup } from '@detectory/report-page';

export interface ColumnChart {
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  readonly columns: readonly { readonly label: string; readonly value: number }[];
  readonly axis: string;
}

const widthPx = 360;
const heightPx = 210;
const base = 168;
const top = 22;
const side = 8;

/** Columns from a common base, each with its count above and its name below. */
export function columnChart({ label, columns, axis }: ColumnChart): Markup {
  const most = Math.max(1, ...columns.map((column) => column.value));
  const step = (widthPx - 2 * side) / Math.max(1, columns.length);
  const bars = columns.map(({ label: name, value }, i) => {
    const height = (value / most) * (base - top);
    const middle = coordinate(side + (i + 0.5) * step);
    return markup`<rect class="fill" x="${coordinate(side + i * step + 1.5)}" y="${coordinate(base - height)}" width="${coordinate(step - 3)}" height="${coordinate(height)}" rx="1.5"/>
<text x="${middle}" y="${coordinate(base - height - 5)}">${value > 0 && shortCount(value)}</text>
<text class="quiet" x="${middle}" y="${base + 15}">${name}</text>`;
  });
  return markup`<svg class="chart" viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="${label}">
${bars}<line class="axis" x1="${side}" x2="${widthPx - side}" y1="${base}" y2="${base}"/>
<text class="quiet" x="${widthPx / 2}" y="${heightPx - 8}">${axis}</text></svg>`;
}

function shortCount(count: number): string {
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;
}
