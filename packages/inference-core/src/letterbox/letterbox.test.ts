import { describe, expect, it } from 'vitest';
import { letterbox } from './letterbox.js';

const image = (widthPx: number, heightPx: number, value: (index: number) => number) => ({
  pixels: Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, index) => value(index)),
  widthPx,
  heightPx,
});

describe(letterbox, () => {
  it('copies an image that fits and pads it with grey 114', () => {
    const boxed = letterbox(
      image(4, 2, (index) => index),
      { widthPx: 4, heightPx: 4 },
    );
    expect([...boxed.subarray(0, 12)]).toEqual(Array(12).fill(114));
    expect([...boxed.subarray(12, 36)]).toEqual(Array.from({ length: 24 }, (_, index) => index));
    expect([...boxed.subarray(36)]).toEqual(Array(12).fill(114));
  });

  it('halves by the rounded mean of four pixels, as OpenCV does', () => {
    const boxed = letterbox(
      image(2, 2, (index) => [0, 0, 0, 10, 10, 10, 20, 20, 20, 31, 31, 31][index] ?? 0),
      { widthPx: 1, heightPx: 1 },
    );
    expect([...boxed]).toEqual([15, 15, 15]);
  });

  it('keeps one colour exactly at any scale', () => {
    for (const side of [7, 33, 64, 100]) {
      const boxed = letterbox(
        image(side, side, () => 201),
        { widthPx: 32, heightPx: 32 },
      );
      expect(new Set(boxed)).toEqual(new Set([201]));
    }
  });
});
