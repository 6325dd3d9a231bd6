import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFraction, formatYoloRow } from './format-yolo-row.js';

describe(formatFraction, () => {
  it('prints what toFixed(6) prints, for every millionth and any other number', () => {
    const millionth = fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1_000_000);
    const any = fc.double({ noDefaultInfinity: true, noNaN: true, min: -2, max: 2 });
    fc.assert(
      fc.property(fc.oneof(millionth, any, fc.constantFrom(0, -0, 1, 0.5, 0.9999995, 1e-7)), (value) => {
        expect(formatFraction(value)).toBe(value.toFixed(6));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe(formatYoloRow, () => {
  it('prints the class and the four fractions with blanks between them', () => {
    expect(formatYoloRow(12, { centerX: 0.000001, centerY: 1, width: 0, height: 0.25 })).toBe(
      '12 0.000001 1.000000 0.000000 0.250000',
    );
  });
});
