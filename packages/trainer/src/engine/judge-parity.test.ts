import { describe, expect, it } from 'vitest';
import { ExportMismatchError } from '../errors.js';
import { type ComparisonCheck, judgeParity } from './judge-parity.js';

const parity = (...checks: ComparisonCheck[]) => ({ file: '/tmp/work/fp32-640x640.onnx', images: 4, checks }) as const;
const nothing = { confidence: 0.25, detections: 0, agreement: 1 };
const boxes = (agreement: number) => ({ confidence: undefined, detections: 600, agreement });

describe(judgeParity, () => {
  it('answers the worst agreement that was measured', () => {
    const parities = [
      parity({ confidence: 0.25, detections: 50, agreement: 1 }, boxes(1)),
      parity({ confidence: 0.05, detections: 90, agreement: 0.99 }, boxes(1)),
    ];
    expect(judgeParity(parities)).toEqual({ images: 4, detections: 90, agreement: 0.99 });
  });

  it('refuses an export that answers otherwise than its parent, also below the usual confidence', () => {
    const parities = [parity(nothing, { confidence: 0.05, detections: 90, agreement: 0.97 }, boxes(1))];
    expect(() => judgeParity(parities)).toThrow(ExportMismatchError);
    expect(() => judgeParity(parities)).toThrow(
      /^The export fp32-640x640\.onnx gives 97% of its PyTorch parent's detections at confidence 0\.05 .*: of 90 on 4 images; expected at least 98%.*Try another size/,
    );
  });

  it.each([1, 3, 14])('lets one of %d detections be another: of so few it may be one at the limit', (detections) => {
    const parities = (missing: number) => [
      parity(nothing, { confidence: 0.05, detections, agreement: (detections - missing) / detections }, boxes(1)),
    ];
    expect(judgeParity(parities(1))).toMatchObject({ detections });
    if (detections > 1) expect(() => judgeParity(parities(2))).toThrow(ExportMismatchError);
  });

  it('asks more of boxes before the suppression, by which models are judged that find nothing', () => {
    expect(judgeParity([parity(nothing, boxes(0.995))])).toMatchObject({ detections: 600, agreement: 0.995 });
    expect(() => judgeParity([parity(nothing, boxes(0.984))])).toThrow(
      /gives 98\.4% of its PyTorch parent's boxes before the suppression .*expected at least 99%/,
    );
  });

  it('refuses by either, also where the other one is worse and allowed', () => {
    const found = { confidence: 0.25, detections: 50, agreement: 0.98 };
    expect(() => judgeParity([parity(found, boxes(0.985))])).toThrow(/before the suppression/);
  });

  it('says that nothing was compared where neither model found anything', () => {
    expect(judgeParity([parity(nothing)])).toMatchObject({ detections: 0 });
  });
});
