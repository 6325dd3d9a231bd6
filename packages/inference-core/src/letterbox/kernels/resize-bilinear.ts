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

/** @param source `sourceWidthPx * sourceHeightPx * 3` bytes */
export function resizeBilinear(
  source: Uint8Array,
  sourceWidthPx: number,
  sourceHeightPx: number,
  target: ResizeTarget,
): void {
  // Columns fall back to one tap at the edges; rows blend the edge row with itself, which truncates differently.
  const columns = computeTaps(sourceWidthPx, target.widthPx, 'one-tap');
  const rows = computeTaps(sourceHeightPx, target.heightPx, 'repeat');
  const rowLength = target.widthPx * 3;
  // Neighbouring target rows share source rows, so the two last interpolated rows are kept.
  let upper = { index: -1, values: new Int32Array(rowLength) };
  let lower = { index: -1, values: new Int32Array(rowLength) };
  for (let y = 0; y < target.heightPx; y++) {
    const first = rows.first[y]!;
    const second = rows.second[y]!;
    if (upper.index !== first) {
      if (lower.index === first) [upper, lower] = [lower, upper];
      else interpolateRow(source, first * sourceWidthPx * 3, columns, upper.values);
      upper.index = first;
    }
    if (lower.index !== second) {
      interpolateRow(source, second * sourceWidthPx * 3, columns, lower.values);
      lower.index = second;
    }
    blendRows(
      upper.values,
      lower.values,
      rows.firstWeight[y]!,
      rows.secondWeight[y]!,
      target,
      target.offset + y * target.strideBytes,
    );
  }
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

function interpolateRow(source: Uint8Array, rowStart: number, columns: Taps, into: Int32Array): void {
  const { first, second, firstWeight, secondWeight } = columns;
  for (let x = 0, at = 0; x < first.length; x++, at += 3) {
    const a = rowStart + first[x]! * 3;
    const b = rowStart + second[x]! * 3;
    const wa = firstWeight[x]!;
    const wb = secondWeight[x]!;
    into[at] = source[a]! * wa + source[b]! * wb;
    into[at + 1] = source[a + 1]! * wa + source[b + 1]! * wb;
    into[at + 2] = source[a + 2]! * wa + source[b + 2]! * wb;
  }
}

function blendRows(
  upper: Int32Array,
  lower: Int32Array,
  upperWeight: number,
  lowerWeight: number,
  target: ResizeTarget,
  start: number,
): void {
  const { pixels } = target;
  for (let at = 0; at < upper.length; at++) {
    const a = (upperWeight * (upper[at]! >> 4)) >> 16;
    const b = (lowerWeight * (lower[at]! >> 4)) >> 16;
    pixels[start + at] = (a + b + 2) >> 2;
  }
}
