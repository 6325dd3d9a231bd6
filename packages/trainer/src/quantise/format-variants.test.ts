import { describe, expect, it } from 'vitest';
import { formatVariants } from './format-variants.js';

describe(formatVariants, () => {
  it('sets accuracy, size and time of each variant side by side, and marks what is served and what refused', () => {
    const shared = { heightPx: 640, widthPx: 640, mAP50: 0.5 };
    const text = formatVariants({
      variants: [
        { ...shared, precision: 'fp32', mAP50_95: 0.3, sizeBytes: 7_900_000, latencyMs: 40 },
        { ...shared, precision: 'int8', mAP50_95: 0.28, sizeBytes: 2_300_000, latencyMs: 25.25 },
      ],
      refusals: [{ precision: 'int8', reason: '' }],
      served: 'fp32',
    });
    expect(
      text
        .split('\n')
        .slice(2)
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['fp32', '640x640', '0.300', '0.500', '7.9 MB', '40.0 ms', 'served'],
      ['int8', '640x640', '0.280', '-0.020', '0.500', '2.3 MB', '25.3 ms', 'refused'],
    ]);
  });
});
