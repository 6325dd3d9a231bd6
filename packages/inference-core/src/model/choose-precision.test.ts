import { describe, expect, it } from 'vitest';
import { choosePrecision } from './choose-precision.js';

describe(choosePrecision, () => {
  it("keeps the sizes of the first export's precision", () => {
    const exports = [
      { precision: 'int8', file: 'model.onnx' },
      { precision: 'int8', file: 'model-480x640.onnx' },
      { precision: 'fp32', file: 'model-fp32.onnx' },
    ] as const;
    expect(choosePrecision(exports).map(({ file }) => file)).toEqual(['model.onnx', 'model-480x640.onnx']);
    expect(choosePrecision([])).toEqual([]);
  });
});
