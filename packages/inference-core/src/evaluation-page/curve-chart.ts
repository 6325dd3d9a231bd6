import { coordinate, markup, type Markup } from '@detectory/report-page';

export interface CurveLine {
  /** At 0, 0.01, … 1; each in [0, 1]. */
  readonly values: readonly number[];
  readonly kind: 'first' | 'second' | 'thin';
  /** Shown where a pointer rests on it. */
  readonly title: string;
}

export interface CurveChart {
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Those that stand out come last, on top. */
  readonly lines: readonly CurveLine[];
  /** A place on the x axis to mark, in [0, 1]. */
  readonly mark?: number;
}

const [left, top, widthPx, heightPx] = [42, 10, 330, 240];
const toX = (share: number): string => coordinate(left + share * widthPx);
const toY = (share: number): string => coordinate(top + (1 - share) * heightPx);

/** Curves over a square from 0 to 1 on both axes. */
export function curveChart({ label, xTitle, yTitle, lines, mark }: CurveChart): Markup {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (at) => markup`<line class="grid" x1="${toX(0)}" x2="${toX(1)}" y1="${toY(at)}" y2="${toY(at)}"/>
<text class="quiet end" x="${left - 6}" y="${coordinate(Number(toY(at)) + 4)}">${at}</text>
<text class="quiet" x="${toX(at)}" y="${top + heightPx + 16}">${at}</text>`,
  );
  return markup`<svg class="chart" viewBox="0 0 ${left + widthPx + 14} ${top + heightPx + 40}" role="img" aria-label="${label}">${ticks}
${mark !== undefined && markup`<line class="mark" x1="${toX(mark)}" x2="${toX(mark)}" y1="${toY(0)}" y2="${toY(1)}"/>`}
${lines.map(drawLine)}
<text class="quiet" x="${left + widthPx / 2}" y="${top + heightPx + 34}">${xTitle}</text>
<text class="quiet" transform="translate(11 ${top + heightPx / 2}) rotate(-90)">${yTitle}</text></svg>`;
}

function drawLine({ values, kind, title }: CurveLine): Markup {
  const points = values.map((value, i) => `${toX(i / (values.length - 1))} ${toY(value)}`).join('L');
  const name = kind === 'first' ? 'curve' : `curve ${kind}`;
  return markup`<path class="${name}" d="M${points}"><title>${title}</title></path>\n`;
}
