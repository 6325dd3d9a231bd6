import { describe, expect, it } from 'vitest';
import { trimResults } from './trim-results.js';

describe(trimResults, () => {
  it('keeps the header and the rows up to the epoch', () => {
    const csv = ['               epoch,   train/box_loss', '                   0,  0.1', '   1,  0.2', '   2, 0.3', ''];
    expect(trimResults(csv.join('\n'), 1)).toBe(`${csv.slice(0, 3).join('\n')}\n`);
  });
});
