import { coordinate, type Markup, markup } from '@detectory/report-page';

export interface RangeBar {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** The value at the right end. */
  readonly most: number;
  /** Up to here the ground is marked. */
  readonly markedUpTo: number;
}

const widthPx = 160;

/** A range with its middle, for a cell of a table; hidden from screen readers, for the cells beside it say the same. */
export function rangeBar({ low, middle, high, most, markedUpTo }: RangeBar): Markup {
  const at = (value: number): string => coordinate(4 + (Math.min(value, most) / most) * (widthPx - 8));
  return markup`<svg class="range" viewBox="0 0 ${widthPx} 16" aria-hidden="true"><rect class="marked" y="1" height="14" width="${at(markedUpTo)}"/><line class="axis" x1="0" x2="${widthPx}" y1="8" y2="8"/><line class="spread" x1="${at(low)}" x2="${at(high)}" y1="8" y2="8"/><circle class="fill" cx="${at(middle)}" cy="8" r="4"/></svg>`;
}
