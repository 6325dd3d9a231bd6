import { describe, expect, it } from 'vitest';
import { createBilinearResizer } from './resize-bilinear.js';

/** OpenCV's formula, value by value: the oracle of the vectorised loops, whose places and weights are the same. */
function resizeSlowly(source: Uint8Array, [width, height]: Size, [toWidth, toHeight]: Size): Uint8Array {
  const across = Array.from({ length: toWidth }, (_, x) => tap(x, width, toWidth, true));
  const down = Array.from({ length: toHeight }, (_, y) => tap(y, height, toHeight, false));
  const result = new Uint8Array(toWidth * toHeight * 3);
  down.forEach(([upper, lower, weight], y) =>
    across.forEach(([left, right, share], x) => {
      for (let channel = 0; channel < 3; channel++) {
        const at = (row: number, column: number) => source[(row * width + column) * 3 + channel]!;
        const row = (index: number) => (at(index, left) * fixed(1 - share) + at(index, right) * fixed(share)) >> 4;
        result[(y * toWidth + x) * 3 + channel] =
          (((row(upper) * fixed(1 - weight)) >> 16) + ((row(lower) * fixed(weight)) >> 16) + 2) >> 2;
      }
    }),
  );
  return result;
}

type Size = readonly [width: number, height: number];

function tap(index: number, from: number, to: number, isOneTapAtEdge: boolean): readonly [number, number, number] {
  const place = Math.fround((index + 0.5) * (1 / (to / from)) - 0.5);
  const first = Math.floor(place);
  const isOutside = first < 0 || first >= from - 1;
  const share = isOutside && isOneTapAtEdge ? 0 : Math.fround(place - first);
  const clamp = (value: number) => Math.min(from - 1, Math.max(0, value));
  return [clamp(first), clamp(first + 1), share];
}

/** A weight in 1/2048, half to even: each of a pair for itself, as OpenCV rounds them. */
function fixed(weight: number): number {
  const scaled = Math.fround(Math.fround(weight) * 2048);
  const floor = Math.floor(scaled);
  return scaled - floor === 0.5 ? floor + (floor % 2) : Math.round(scaled);
}

describe(createBilinearResizer, () => {
  it.each([
    [
      [810, 540],
      [640, 427],
    ],
    [
      [37, 11],
      [64, 19],
    ],
    [
      [1, 1],
      [5, 3],
    ],
    [
      [3, 200],
      [2, 133],
    ],
    [
      [1001, 3],
      [333, 1],
    ],
    [
      [641, 480],
      [63, 47],
    ],
  ] satisfies [Size, Size][])('scales %j to %j as the formula does, and touches nothing else', (from, to) => {
    const source = Uint8Array.from({ length: from[0] * from[1] * 3 }, (_, index) => (index * 2_654_435_761) >>> 9);
    const strideBytes = to[0] * 3 + 5;
    const pixels = new Uint8Array(strideBytes * to[1] + 7).fill(114);
    createBilinearResizer(...from, { pixels, offset: 7, strideBytes, widthPx: to[0], heightPx: to[1] })(source);
    const wanted = new Uint8Array(pixels.length).fill(114);
    const slow = resizeSlowly(source, from, to);
    for (let y = 0; y < to[1]; y++) wanted.set(slow.subarray(y * to[0] * 3, (y + 1) * to[0] * 3), 7 + y * strideBytes);
    expect(Buffer.compare(pixels, wanted)).toBe(0);
  });
});
