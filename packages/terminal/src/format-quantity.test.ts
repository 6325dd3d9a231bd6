import { describe, expect, it } from 'vitest';
import { formatDuration, formatSize } from './format-quantity.js';

describe(formatSize, () => {
  it('picks the unit by powers of 1000', () => {
    expect([0, 999, 7_919_379, 123_456_789].map(formatSize)).toEqual(['0 B', '999 B', '7.9 MB', '123 MB']);
  });
});

describe(formatDuration, () => {
  it('picks units that a person would use', () => {
    expect([850, 12_000, 343_000, 7_500_000].map(formatDuration)).toEqual([
      '850 ms',
      '12 s',
      '5 min 43 s',
      '2 h 05 min',
    ]);
  });
});
