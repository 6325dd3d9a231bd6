import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import { type NormalizedBox, toNormalizedSpan } from './to-normalized-box.js';

const mostDecimals = 8;
/** Pixels. */
const slack = 1e-7;

/**
 * The pixel box with the fewest decimals that gives exactly this row again: a box drawn in whole pixels comes back in whole
 * pixels, though six decimals of the image's side don't hold it exactly. A row with more decimals is taken as it stands.
 */
export function toShortestPixelBox(box: NormalizedBox, size: ImageSizePx): PixelBox {
  const [left, width] = toShortestSpan(box.centerX, box.width, size.widthPx);
  const [top, height] = toShortestSpan(box.centerY, box.height, size.heightPx);
  return { left, top, width, height };
}

/** Without digits that only floating-point arithmetic put there. */
export function roundBox({ left, top, width, height }: PixelBox): PixelBox {
  const round = (value: number): number => roundTo(value, mostDecimals);
  return { left: round(left), top: round(top), width: round(width), height: round(height) };
}

type Span = readonly [start: number, length: number];

/** The length first: a box of one pixel must not come out shorter, or the next reader drops it. */
function toShortestSpan(center: number, length: number, side: number): Span {
  const exact: Span = [(center - length / 2) * side, length * side];
  if (!isRounded(center) || !isRounded(length)) return exact;
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const shortest = roundTo(exact[1], decimals);
    const start = findStart(exact[0], shortest, { center, length }, side);
    if (start !== undefined) return [start, shortest];
  }
  return exact;
}

function findStart(
  exact: number,
  length: number,
  wanted: ReturnType<typeof toNormalizedSpan>,
  side: number,
): number | undefined {
  const givesRow = (start: number): boolean => {
    const span = toNormalizedSpan(start, length, side);
    return span.center === wanted.center && span.length === wanted.length;
  };
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const start = roundTo(exact, decimals);
    const isInside = start >= 0 && start + length <= side;
    // Turning a photo's box costs other fractions than eighths a few digits, which must not tip a tie.
    const margin = Number.isInteger(start * 8) && Number.isInteger(length * 8) ? 0 : slack;
    if (isInside && givesRow(start - margin) && givesRow(start + margin)) return start;
  }
  return undefined;
}

/** Whether a fraction has at most the six decimals of our rows. */
function isRounded(fraction: number): boolean {
  return Math.round(fraction * 1e6) / 1e6 === fraction;
}

function roundTo(value: number, decimals: number): number {
  // Adding 0 makes 0 of -0, which JSON would keep apart.
  return Number(value.toFixed(decimals)) + 0;
}
