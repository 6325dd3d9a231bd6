import { describe, expect, it } from 'vitest';
import { decodeRawOutput } from './decode-raw-output.js';

const options = { confidence: 0.25, iou: 0.45, maxDetections: 300, multiLabel: false };
const decode = (rows: readonly (readonly number[])[], overrides = {}) =>
  toRows(decodeRawOutput(Float32Array.from(rows.flat()), 'anchor-grid', 2, { ...options, ...overrides }));

function toRows(values: Float32Array): number[][] {
  const rounded = [...values].map((value) => Number(value.toFixed(3)));
  return Array.from({ length: values.length / 6 }, (_, row) => rounded.slice(row * 6, row * 6 + 6));
}

describe(decodeRawOutput, () => {
  it('turns centre and size into corners, with objectness times class score', () => {
    expect(decode([[10, 20, 4, 8, 0.9, 0.1, 0.8]])).toEqual([[8, 16, 12, 24, 0.72, 1]]);
  });

  it('leaves out what is not above the confidence', () => {
    expect(
      decode([
        [10, 10, 4, 4, 0.5, 0.5, 0.1],
        [10, 10, 4, 4, 0.2, 1, 1],
      ]),
    ).toEqual([]);
  });

  it('keeps the better of two boxes of one class that overlap, and both of two classes', () => {
    const rows = [
      [10, 10, 8, 8, 1, 0.6, 0],
      [10.5, 10, 8, 8, 1, 0.9, 0],
      [10, 10, 8, 8, 1, 0, 0.7],
    ];
    expect(decode(rows).map((row) => row.slice(4))).toEqual([
      [0.9, 0],
      [0.7, 1],
    ]);
  });

  it('lets one box stand for several classes when asked', () => {
    const row = [[10, 10, 8, 8, 1, 0.6, 0.5]];
    expect(decode(row)).toHaveLength(1);
    expect(decode(row, { multiLabel: true }).map((found) => found[5])).toEqual([0, 1]);
  });

  it('keeps at most as many as asked, the best ones', () => {
    const rows = [10, 30, 50].map((x, index) => [x, 10, 4, 4, 1, 0.5 + index / 10, 0]);
    expect(decode(rows, { maxDetections: 2 }).map((row) => row[4])).toEqual([0.7, 0.6]);
  });

  it('reads the transposed output of later YOLOs, which have no objectness', () => {
    // Two boxes, columns: x, y, width, height, one score a class.
    const values = Float32Array.from([10, 50, 10, 50, 4, 4, 4, 4, 0.1, 0.9, 0.8, 0.2]);
    const rows = toRows(decodeRawOutput(values, 'anchor-free', 2, options));
    expect(rows).toEqual([
      [48, 48, 52, 52, 0.9, 0],
      [8, 8, 12, 12, 0.8, 1],
    ]);
  });
});
