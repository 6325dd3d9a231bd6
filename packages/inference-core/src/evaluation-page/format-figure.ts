import { markup, type Markup } from '@detectory/report-page';

/** A figure in [0, 1] with three decimals; `–` where there is none. */
export function formatFigure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

/** What changed from one to the other, with its sign: `+0.012`, `−0.034`, `0.000`; `–` where one of them is missing. */
export function formatDelta(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return '–';
  const rounded = (after - before).toFixed(3);
  if (Number(rounded) === 0) return '0.000';
  return rounded.startsWith('-') ? `−${rounded.slice(1)}` : `+${rounded}`;
}

/** The same for the page: better and worse ones stand out, and not by colour alone, for they have a sign. */
export function deltaCell(before: number | undefined, after: number | undefined): Markup {
  const text = formatDelta(before, after);
  const name = text.startsWith('+') ? 'better' : text.startsWith('−') ? 'worse' : 'same';
  return markup`<span class="${name}">${text}</span>`;
}
