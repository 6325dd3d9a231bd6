import { describe, expect, it } from 'vitest';
import type { ExportVariant } from './export-variant.js';
import { dropOf, refuseVariants } from './refuse-variants.js';

const variant = (precision: ExportVariant['precision'], mAP50_95: number, sidePx = 640): ExportVariant => ({
  precision,
  mAP50_95,
  mAP50: 0.5,
  heightPx: sidePx,
  widthPx: 640,
  sizeBytes: 1,
  latencyMs: 1,
});

describe(refuseVariants, () => {
  it('refuses what loses more than is allowed, and says how much', () => {
    const refusals = refuseVariants([variant('fp32', 0.3), variant('fp16', 0.3), variant('int8', 0.289)], 0.01);
    expect(refusals).toEqual([
      { precision: 'int8', reason: expect.stringMatching(/loses 0.011 .*at most 0.01/) as string },
    ]);
  });

  it('lets pass what loses exactly as much as is allowed, and what gains', () => {
    expect(refuseVariants([variant('fp32', 0.3), variant('int8', 0.29)], 0.01)).toEqual([]);
    expect(refuseVariants([variant('fp32', 0.3), variant('int8', 0.31)], 0)).toEqual([]);
  });

  it('compares each size with fp32 of that size, and refuses a precision once', () => {
    const variants = [variant('fp32', 0.3), variant('fp32', 0.2, 480), variant('int8', 0.3), variant('int8', 0.1, 480)];
    expect(refuseVariants(variants, 0.01).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^int8 at 480x640 loses 0.100/),
    ]);
  });
});

describe(dropOf, () => {
  it('is nothing for fp32 itself', () => {
    expect(dropOf(variant('fp32', 0.3), [variant('fp32', 0.3)])).toBeUndefined();
  });
});
