import { describe, expect, it } from 'vitest';
import { buildOnnx } from '../testing/build-onnx.js';
import { rawYolov5Onnx } from '../testing/sample-models.js';
import { describeBareOnnx } from './describe-bare-onnx.js';

const input = { name: 'images', elementType: 1, shape: [1, 3, 64, 96] };
const metadata = { names: "{0: 'drill', 1: 'hammer'}", stride: '32' };
const build = (overrides: object) =>
  buildOnnx({
    inputs: [input],
    output: { name: 'o', shape: [1, 1, 7], values: Array(7).fill(0) as number[] },
    metadata,
    ...overrides,
  });

describe(describeBareOnnx, () => {
  it("takes names, stride, size and head from a YOLOv5 export's own metadata", () => {
    expect(describeBareOnnx('best.onnx', build({}))).toMatchObject({
      classNames: ['drill', 'hammer'],
      stridePx: 32,
      head: 'anchor-grid',
      exports: [{ file: 'best.onnx', graph: 'raw', heightPx: 64, widthPx: 96 }],
    });
  });

  it('knows the head of later YOLOs by its transposed output', () => {
    const output = { name: 'o', shape: [1, 6, 2], values: Array(12).fill(0) as number[] };
    expect(describeBareOnnx('v8.onnx', build({ output })).head).toBe('anchor-free');
  });

  it.each([
    ['no names', { metadata: {} }, /names no classes/],
    ['a dynamic size', { inputs: [{ ...input, shape: [1, 3, 0, 0] }] }, /1 × 3 × \? × \?; expected float32/],
    ['a size off its stride', { inputs: [{ ...input, shape: [1, 3, 70, 96] }] }, /multiples of its stride, 32/],
    ['half precision', { inputs: [{ ...input, elementType: 10 }] }, /expected float32/],
    [
      'another head',
      { output: { name: 'o', shape: [1, 1000], values: Array(1000).fill(0) as number[] } },
      /Segmentation and classification/,
    ],
  ])('refuses a model with %s and says how to export it', (_, overrides, message) => {
    expect(() => describeBareOnnx('m.onnx', build(overrides))).toThrow(message);
  });

  it('refuses bytes that are no ONNX, and a file that is cut off', () => {
    expect(() => describeBareOnnx('m.onnx', new TextEncoder().encode('hello there'))).toThrow(/not an ONNX model/);
    const whole = rawYolov5Onnx([Array(7).fill(0) as number[]]);
    expect(() => describeBareOnnx('m.onnx', whole.subarray(0, 40))).toThrow(/not an ONNX model, or is cut off/);
    expect(() => describeBareOnnx('m.onnx', new Uint8Array())).toThrow(/not an ONNX model/);
  });
});
