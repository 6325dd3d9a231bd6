import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatSettingsTable } from './format-settings-table.js';

describe(formatSettingsTable, () => {
  it('is what docs/serve.md shows', () => {
    const page = readFileSync(new URL('../../../../docs/serve.md', import.meta.url), 'utf8');
    expect(page).toContain(`<!-- settings -->\n${formatSettingsTable()}\n<!-- /settings -->`);
  });
});
