import { createLetterboxKernels, layOut } from './letterbox-kernels.js';

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
  const sourceStride = sourceWidthPx * 3;
  const rowBytes = target.widthPx * 3;
  // Columns fall back to one tap at the edges; rows blend the edge row with itself, which truncates differently.
  const columns = interleave(computeTaps(sourceWidthPx, target.widthPx, 'one-tap'));
  const rows = computeTaps(sourceHeightPx, target.heightPx, 'repeat');
  const { offsets, byteLength } = layOut({
    source: sourceStride,
    columns: columns.byteLength,
    one: rowBytes * 2,
    other: rowBytes * 2,
    blended: rowBytes,
  });
  const { kernels, buffer } = createLetterboxKernels(byteLength);
  new Int32Array(buffer, offsets.columns).set(columns);
  const sourceRow = new Uint8Array(buffer, offsets.source, sourceStride);
  const blended = new Uint8Array(buffer, offsets.blended, rowBytes);
  return (source) => {
    const interpolate = (row: number, into: number): void => {
      sourceRow.set(source.subarray(row * sourceStride, (row + 1) * sourceStride));
      kernels.interpolateRow(offsets.source, offsets.columns, target.widthPx, into);
    };
    forEachRow(rows, [offsets.one, offsets.other], interpolate, (y, upper, lower) => {
      kernels.blendRows(upper, lower, rows.firstWeight[y]!, rows.secondWeight[y]!, offsets.blended, rowBytes);
      target.pixels.set(blended, target.offset + y * target.strideBytes);
    });
  };
}

/** Neighbouring target rows share source rows, so the two last interpolated rows are kept. */
function forEachRow(
  rows: Taps,
  buffers: readonly [number, number],
  interpolate: (row: number, into: number) => void,
  blend: (y: number, upper: number, lower: number) => void,
): void {
  let [upper, lower] = buffers;
  let upperIndex = -1;
  let lowerIndex = -1;
  for (let y = 0; y < rows.first.length; y++) {
    const first = rows.first[y]!;
    const second = rows.second[y]!;
    if (upperIndex !== first) {
      if (lowerIndex === first) {
        [upper, lower] = [lower, upper];
        lowerIndex = upperIndex;
      } else interpolate(first, upper);
      upperIndex = first;
    }
    if (lowerIndex !== second) {
      interpolate(second, lower);
      lowerIndex = second;
    }
    blend(y, upper, lower);
  }
}

/** For each column the offsets of both taps and their weights, two 16-bit numbers in one. */
function interleave({ first, second, firstWeight, secondWeight }: Taps): Int32Array {
  const columns = new Int32Array(first.length * 3);
  first.forEach((value, x) =>
    columns.set([value * 3, second[x]! * 3, firstWeight[x]! | (secondWeight[x]! << 16)], x * 3),
  );
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
