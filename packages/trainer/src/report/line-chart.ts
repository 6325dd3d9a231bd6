import { coordinate, markup, type Markup } from '@detectory/report-page';
import { niceTicks } from './nice-ticks.js';

export interface ChartLine {
  /** One for each epoch; a gap where there is none. */
  readonly values: readonly (number | null)[];
  readonly kind: 'first' | 'second' | 'first raw' | 'second raw';
  /** Shown where a pointer rests on it. */
  readonly title: string;
}

export interface ChartMark {
  /** Counted from 1. */
  readonly epoch: number;
  readonly title: string;
  /** Above the line, one letter or two. */
  readonly letter: string;
}

export interface LineChart {
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  /** Number of the first value's epoch is 1. Lines that stand out come last, on top. */
  readonly lines: readonly ChartLine[];
  readonly marks?: readonly ChartMark[];
}

const [left, top, widthPx, heightPx] = [48, 22, 330, 190];

/** Curves over epochs. Values over the highest smoothed one (a first epoch often is) are drawn at the upper edge. */
export function lineChart({ label, lines, marks = [] }: LineChart): Markup {
  const count = Math.max(1, ...lines.map(({ values }) => values.length));
  const yTicks = niceTicks(0, highest(lines), 4);
  const yMax = yTicks.at(-1) ?? 1;
  const toX = (epoch: number): string => coordinate(left + ((epoch - 1) / Math.max(1, count - 1)) * widthPx);
  const toY = (value: number): string => coordinate(top + (1 - Math.min(1, value / yMax)) * heightPx);
  return markup`<svg class="chart" viewBox="0 0 ${left + widthPx + 14} ${top + heightPx + 40}" role="img" aria-label="${label}">
${yTicks.map((at) => markup`<line class="grid" x1="${left}" x2="${left + widthPx}" y1="${toY(at)}" y2="${toY(at)}"/><text class="quiet end" x="${left - 6}" y="${coordinate(Number(toY(at)) + 4)}">${formatTick(at)}</text>\n`)}
${epochTicks(count).map((at) => markup`<text class="quiet" x="${toX(at)}" y="${top + heightPx + 16}">${at}</text>`)}
${marks.map(({ epoch, title, letter }) => markup`<g class="event"><title>${title}</title><line class="mark" x1="${toX(epoch)}" x2="${toX(epoch)}" y1="${top}" y2="${top + heightPx}"/><text class="quiet" x="${toX(epoch)}" y="${top - 7}">${letter}</text></g>\n`)}
${lines.map(({ values, kind, title }) => markup`<path class="loss ${kind}" d="${toPath(values, toX, toY)}"><title>${title}</title></path>\n`)}
<text class="quiet" x="${left + widthPx / 2}" y="${top + heightPx + 34}">epoch</text></svg>`;
}

function highest(lines: readonly ChartLine[]): number {
  const smooth = lines.filter(({ kind }) => !kind.endsWith('raw'));
  const values = (smooth.length > 0 ? smooth : lines).flatMap((line) => line.values.filter((one) => one !== null));
  return Math.max(1e-9, ...values);
}

function epochTicks(count: number): number[] {
  const ticks = niceTicks(0, count, 5).filter((tick) => tick > 0 && tick <= count && Number.isInteger(tick));
  return ticks[0] === 1 ? ticks : [1, ...ticks];
}

/** A gap in the values is a gap in the line; a single value is a dot, by the line's round ends. */
function toPath(
  values: readonly (number | null)[],
  toX: (epoch: number) => string,
  toY: (value: number) => string,
): string {
  let isDown = false;
  return values
    .map((value, i) => {
      if (value === null) {
        isDown = false;
        return '';
      }
      const at = `${toX(i + 1)} ${toY(value)}`;
      const step = isDown ? `L${at}` : `M${at}L${at}`;
      isDown = true;
      return step;
    })
    .join('');
}

function formatTick(value: number): string {
  return String(Number(value.toPrecision(3)));
}
