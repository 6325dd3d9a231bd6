import { describe, expect, it } from 'vitest';
import { readPolicy } from '../adapters/workspace.mjs';
import { markLicence } from './mark-licence.mjs';

const { marks } = readPolicy();

describe(markLicence, () => {
  it.each([
    ['MIT', 'permissive'],
    ['MIT AND OFL-1.1', 'permissive'],
    ['LGPL-3.0-or-later', 'weak'],
    ['Apache-2.0 AND LGPL-3.0-or-later', 'weak'],
    ['MPL-2.0 AND MIT', 'weak'],
    ['GPL-3.0-or-later WITH GCC-exception-3.1', 'weak'],
    ['AGPL-3.0-only', 'strong'],
    ['MIT AND GPL-2.0-or-later', 'strong'],
    ['LicenseRef-NVIDIA-Proprietary', 'proprietary'],
    ['NOASSERTION', 'unknown'],
    ['LicenseRef-something', 'unknown'],
  ])('marks %s as %s', (expression, mark) => {
    expect(markLicence(expression, marks)).toBe(mark);
  });

  it('takes the freest of a choice', () => {
    expect(markLicence('MIT OR GPL-3.0-only', marks)).toBe('permissive');
    expect(markLicence('(MIT OR GPL-3.0-only) AND MPL-2.0', marks)).toBe('weak');
  });
});
