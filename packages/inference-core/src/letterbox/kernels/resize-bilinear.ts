/**
 * OpenCV's `resize(…, INTER_LINEAR)` for 8-bit images of three channels, bit for bit: taps in 11-bit fixed point, rows
 * interpolated first, then columns (modules/imgproc/src/resize.cpp: HResizeLinear, VResizeLinear with its shifts).
 */
const coefficientBits = 11;
const coefficientScale = 1 << coefficientBits;

interface Taps {
  /** Index of the first of two neighbours, for each place in the target. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Weights of both, in 1/2048; they add up to 2048. */
  readonly firstWeight: Int32Array;
  readonly secondWeight: Int32Array;
}

export interface ResizeTarget {
  /** Where the scaled image is written: rows of `strideBytes`, beginning at `offset`. */
  readonly pixels: Uint8Array;
  readonly offset: number;
  readonly strideBytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Prepares the tables and row buffers for one size; the function it answers writes an image of
 * `sourceWidthPx * sourceHeightPx * 3` bytes into the target.
 */
export function createBilinearResizer(
  sourceWidthPx: number,
  sourceHeightPx: number,
  target: ResizeTarget,
): (source: Uint8Array) => void {
  // Columns fall back to one tap at the edges; rows blend the edge row with itself, which truncates differently.
  const columns = interleave(computeTaps(sourceWidthPx, target.widthPx, 'one-tap'));
  const rows = computeTaps(sourceHeightPx, target.heightPx, 'repeat');
  const buffers = [new Int32Array(target.widthPx * 3), new Int32Array(target.widthPx * 3)] as const;
  return (source) => resize(source, sourceWidthPx * 3, columns, rows, buffers, target);
}

function resize(
  source: Uint8Array,
  sourceStride: number,
  columns: Int32Array,
  rows: Taps,
  buffers: readonly [Int32Array, Int32Array],
  target: ResizeTarget,
): void {
  // Neighbouring target rows share source rows, so the two last interpolated rows are kept.
  let [upper, lower] = buffers;
  let upperIndex = -1;
  let lowerIndex = -1;
  for (let y = 0; y < target.heightPx; y++) {
    const first = rows.first[y]!;
    const second = rows.second[y]!;
    if (upperIndex !== first) {
      if (lowerIndex === first) {
        [upper, lower] = [lower, upper];
        lowerIndex = upperIndex;
      } else interpolateRow(source, first * sourceStride, columns, upper);
      upperIndex = first;
    }
    if (lowerIndex !== second) {
      interpolateRow(source, second * sourceStride, columns, lower);
      lowerIndex = second;
    }
    const start = target.offset + y * target.strideBytes;
    blendRows(upper, lower, rows.firstWeight[y]!, rows.secondWeight[y]!, target.pixels, start);
  }
}

/** Offset of the first tap, offset of the second, and the second's weight, side by side: one array to walk in the inner loop. */
function interleave({ first, second, secondWeight }: Taps): Int32Array {
  const columns = new Int32Array(first.length * 3);
  first.forEach((value, x) => columns.set([value * 3, second[x]! * 3, secondWeight[x]!], x * 3));
  return columns;
}

/** Places as OpenCV computes them: pixel centres, in float32. `atEdge` says what it does where a neighbour is missing. */
function computeTaps(sourceLength: number, targetLength: number, atEdge: 'one-tap' | 'repeat'): Taps {
  const taps: Taps = {
    first: new Int32Array(targetLength),
    second: new Int32Array(targetLength),
    firstWeight: new Int32Array(targetLength),
    secondWeight: new Int32Array(targetLength),
  };
  const scale = 1 / (targetLength / sourceLength);
  for (let index = 0; index < targetLength; index++) {
    const place = Math.fround((index + 0.5) * scale - 0.5);
    const first = Math.floor(place);
    const isOutside = first < 0 || first >= sourceLength - 1;
    const fraction = isOutside && atEdge === 'one-tap' ? 0 : Math.fround(place - first);
    taps.first[index] = clamp(first, sourceLength - 1);
    taps.second[index] = clamp(first + 1, sourceLength - 1);
    taps.firstWeight[index] = roundToEven(Math.fround(Math.fround(1 - fraction) * coefficientScale));
    taps.secondWeight[index] = roundToEven(Math.fround(fraction * coefficientScale));
  }
  return taps;
}

function clamp(index: number, last: number): number {
  return Math.min(last, Math.max(0, index));
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor & 1) : Math.round(value);
}

/** Both weights add up to 2048, so one product does: a * (2048 - w) + b * w. */
function interpolateRow(source: Uint8Array, rowStart: number, columns: Int32Array, into: Int32Array): void {
  for (let at = 0; at < into.length; at += 3) {
    const a = rowStart + columns[at]!;
    const b = rowStart + columns[at + 1]!;
    const weight = columns[at + 2]!;
    const red = source[a]!;
    const green = source[a + 1]!;
    const blue = source[a + 2]!;
    into[at] = ((red << coefficientBits) + (source[b]! - red) * weight) >> 4;
    into[at + 1] = ((green << coefficientBits) + (source[b + 1]! - green) * weight) >> 4;
    into[at + 2] = ((blue << coefficientBits) + (source[b + 2]! - blue) * weight) >> 4;
  }
}

/** Rows come already shifted by four bits, as OpenCV's vertical pass shifts them. */
function blendRows(
  upper: Int32Array,
  lower: Int32Array,
  upperWeight: number,
  lowerWeight: number,
  pixels: Uint8Array,
  start: number,
): void {
  for (let at = 0; at < upper.length; at++)
    pixels[start + at] = (((upperWeight * upper[at]!) >> 16) + ((lowerWeight * lower[at]!) >> 16) + 2) >> 2;
}
