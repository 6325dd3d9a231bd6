import { describe, expect, it } from 'vitest';
import { formatAttributes } from './format-attributes.js';

const drawn = { attribute: 'drawn', lines: 20, chosen: 8 };
const mended = { attribute: 'mended', lines: 12, chosen: 12 };

describe(formatAttributes, () => {
  it('says which of several label attributes were taken, and by what rule', () => {
    const summary = { attributes: [drawn, mended] };
    const [newest, ...more] = formatAttributes(summary, {});
    expect(newest?.replace(/\s+/g, ' ')).toBe(
      'Label attributes: drawn (20 lines, used for 8), mended (12 lines). The newest of a line is taken; --label-attribute chooses.',
    );
    expect(more).toEqual([]);
    expect(formatAttributes(summary, { labelAttribute: 'mended,drawn' })[0]).toMatch(
      /Chosen by\s+--label-attribute\s+mended,drawn\.$/,
    );
  });

  it('says nothing where there was no choice', () => {
    expect(formatAttributes({ attributes: [mended] }, {})).toEqual([]);
  });
});
