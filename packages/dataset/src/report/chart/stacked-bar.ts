import { coordinate, type Markup, markup } from '@detectory/report-page';

export interface StackedBar {
  /** Values with the CSS class of their colour, from the left. */
  readonly parts: readonly { readonly value: number; readonly className: string }[];
  /** A longer bar behind, such as the count before balancing. */
  readonly ghost?: number | undefined;
  /** The value of a bar over the whole width. */
  readonly most: number;
}

const widthPx = 200;

/** A bar for a cell of a table; hidden from screen readers, for the cells beside it say the same. */
export function stackedBar({ parts, ghost = 0, most }: StackedBar): Markup {
  const scale = most > 0 ? widthPx / most : 0;
  let from = 0;
  const rects = parts.map(({ value, className }) => {
    const x = from;
    from += value * scale;
    return markup`<rect class="${className}" x="${coordinate(x)}" y="3" width="${coordinate(value * scale)}" height="10"/>`;
  });
  return markup`<svg class="bar" viewBox="0 0 ${widthPx} 16" preserveAspectRatio="none" aria-hidden="true"><rect class="ghost" y="3" width="${coordinate(ghost * scale)}" height="10"/>${rects}</svg>`;
}
