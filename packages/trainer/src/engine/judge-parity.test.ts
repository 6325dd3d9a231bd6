import { describe, expect, it } from 'vitest';
import { ExportMismatchError } from '../errors.js';
import { judgeParity } from './judge-parity.js';

const parity = (...checks: { threshold: number; detections: number; agreement: number }[]) =>
  ({ file: 'model.onnx', images: 4, checks }) as const;

describe(judgeParity, () => {
  it('answers the worst agreement that was measured', () => {
    const parities = [
      parity({ threshold: 0.25, detections: 50, agreement: 1 }),
      parity({ threshold: 0.05, detections: 90, agreement: 0.99 }),
    ];
    expect(judgeParity(parities)).toEqual({ images: 4, detections: 90, agreement: 0.99 });
  });

  it('refuses an export that answers otherwise than its parent, also below the usual confidence', () => {
    const parities = [
      parity({ threshold: 0.25, detections: 0, agreement: 1 }, { threshold: 0.05, detections: 90, agreement: 0.97 }),
    ];
    expect(() => judgeParity(parities)).toThrow(ExportMismatchError);
  });

  it('asks models that find nothing at lower confidence, and only those', () => {
    const low = { threshold: 0.001, detections: 900, agreement: 0.5 };
    const sure = { threshold: 0.25, detections: 9, agreement: 1 };
    expect(judgeParity([parity(sure, low)]).agreement).toBe(1);
    expect(() => judgeParity([parity({ ...sure, detections: 0 }, low)])).toThrow(ExportMismatchError);
  });

  it('lets a hardly trained model pass, whose boxes at the limit differ by rounding', () => {
    const low = { threshold: 0.001, detections: 600, agreement: 0.8 };
    expect(judgeParity([parity({ threshold: 0.25, detections: 0, agreement: 1 }, low)])).toMatchObject({
      agreement: 0.8,
    });
  });

  it('says that nothing was compared where neither model found anything', () => {
    expect(judgeParity([parity({ threshold: 0.25, detections: 0, agreement: 1 })])).toMatchObject({ detections: 0 });
  });
});
