import { describe, expect, it } from 'vitest';
import { copyrightToExpression } from './copyright-to-expression.mjs';

const machineReadable = (...names: string[]) =>
  `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n${names
    .map((name) => `Files: *\nCopyright: somebody\nLicense: ${name}\n The text.\n`)
    .join('\n')}`;

describe(copyrightToExpression, () => {
  it.each([
    [['GPL-2+'], 'GPL-2.0-or-later'],
    [['GPL-3', 'LGPL-2.1+'], 'GPL-3.0-only AND LGPL-2.1-or-later'],
    [['Expat', 'public-domain'], 'LicenseRef-public-domain AND MIT'],
    [['GPL-2+ or Artistic'], 'Artistic-1.0-Perl OR GPL-2.0-or-later'],
    [['GPL-1+ or Artistic, and BSD-3-clause'], '(Artistic-1.0-Perl OR GPL-1.0-or-later) AND BSD-3-Clause'],
    [['GPL-3+ with GCC exception'], 'GPL-3.0-or-later WITH GCC-exception-3.1'],
    [['GFDL-1.3+'], 'GFDL-1.3-or-later'],
    [['AGPL-3+'], 'AGPL-3.0-or-later'],
    [['bzip2/odd'], 'LicenseRef-Debian-bzip2-odd'],
  ])('reads %j', (names, expression) => {
    expect(copyrightToExpression(machineReadable(...names), 'some')).toBe(expression);
  });

  it('reads prose by the licences that it refers to', () => {
    const prose =
      'It is free; either version 2, or (at your option) any later version. See /usr/share/common-licenses/GPL-2.';
    expect(copyrightToExpression(prose, 'old')).toBe('GPL-2.0-or-later');
    expect(copyrightToExpression('On Debian, see /usr/share/common-licenses/LGPL-2.1.', 'old')).toBe('LGPL-2.1-only');
    expect(copyrightToExpression('Permission is hereby granted, free of charge, to any person', 'old')).toBe('MIT');
  });

  it('names a licence after the package where nothing is recognised', () => {
    expect(copyrightToExpression('All of it is odd.', 'odd+thing')).toBe('LicenseRef-Debian-odd-thing');
  });
});
