import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatOptionDocs } from './format-option-docs.js';
import { refusedOptions } from './groups/refused-options.js';
import { optionTable } from './option-table.js';

describe(formatOptionDocs, () => {
  it('is what docs/train/hyperparameters.md holds', () => {
    const page = new URL('../../../../docs/train/hyperparameters.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(formatOptionDocs());
  });

  it('has a row for every option, taken or refused', () => {
    const rows = formatOptionDocs()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => /`([^`]+)`/.exec(row)?.[1]).sort()).toEqual(
      [...Object.keys(optionTable), ...Object.keys(refusedOptions)].sort(),
    );
  });
});
