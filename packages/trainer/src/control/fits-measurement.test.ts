import { describe, expect, it } from 'vitest';
import { fitsMeasurement, type MeasuredWork } from './fits-measurement.js';

const fits = (photos: number, remainingMs: number, more: Partial<MeasuredWork> = {}): boolean =>
  fitsMeasurement({ exportSizes: '640', precisions: ['fp32'], photos, ...more }, remainingMs);

describe(fitsMeasurement, () => {
  it('measures when nobody asked to stop, or when there is time for all photos', () => {
    expect(fits(100_000, Number.POSITIVE_INFINITY)).toBe(true);
    expect(fits(100, 60_000)).toBe(true);
    expect(fits(1_000, 60_000)).toBe(false);
    expect(fits(0, 20_000)).toBe(false);
  });

  it.each([
    ['every size', { exportSizes: '640,480x640' }, 70_000],
    ['larger ones by their pixels', { exportSizes: '1280' }, 70_000],
    ['every precision', { precisions: ['fp32', 'fp16'] }, 55_000],
    ['fp32, beside which the others are measured', { precisions: ['fp16'] }, 55_000],
    ["int8's calibration", { precisions: ['fp32', 'int8'] }, 62_000],
  ] as const)('counts %s', (_, more, enoughForLess) => {
    expect(fits(100, 46_000)).toBe(true);
    expect(fits(100, enoughForLess, more)).toBe(false);
    expect(fits(100, 120_000, more)).toBe(true);
  });
});
