import { describe, expect, it } from 'vitest';
import { formatDelta, formatFigure } from './format-figure.js';

describe(formatDelta, () => {
  it('has a sign, but for what does not change', () => {
    expect([
      formatDelta(0.1, 0.25),
      formatDelta(0.25, 0.1),
      formatDelta(0.1, 0.10001),
      formatDelta(undefined, 1),
    ]).toEqual(['+0.150', '−0.150', '0.000', '–']);
  });
});

describe(formatFigure, () => {
  it('has three decimals', () => {
    expect([formatFigure(1), formatFigure(undefined)]).toEqual(['1.000', '–']);
  });
});
