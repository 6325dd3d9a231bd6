import { describe, expect, it } from 'vitest';
import type { Precision } from '../quantise/precision.js';
import { chooseExports } from './choose-exports.js';

const made = (['fp32', 'int8'] as const).flatMap((precision) => [
  { file: `/work/${precision}-a`, precision, heightPx: 640, widthPx: 640 },
  { file: `/work/${precision}-b`, precision, heightPx: 480, widthPx: 640 },
]);
const names = (asked: Precision[], refused: Precision[] = []) =>
  chooseExports(
    made,
    asked,
    refused.map((precision) => ({ precision, reason: '' })),
  ).map(({ from, entry }) => `${from} ${entry.file}`);

describe(chooseExports, () => {
  it('names the default model.onnx, and the others by precision and size', () => {
    expect(names(['fp32'])).toEqual(['/work/fp32-a model.onnx', '/work/fp32-b model-480x640.onnx']);
    expect(names(['int8', 'fp32'])).toEqual([
      '/work/int8-a model.onnx',
      '/work/int8-b model-480x640.onnx',
      '/work/fp32-a model-fp32.onnx',
      '/work/fp32-b model-fp32-480x640.onnx',
    ]);
  });

  it('leaves out what is refused; the next one becomes the default', () => {
    expect(names(['int8', 'fp32'], ['int8'])).toEqual(names(['fp32']));
  });

  it('falls back to fp32 where nothing that was asked for passes', () => {
    expect(names(['int8'], ['int8'])).toEqual(names(['fp32']));
  });
});
