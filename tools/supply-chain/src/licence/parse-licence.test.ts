import { describe, expect, it } from 'vitest';
import { correctLicence } from './correct-licence.mjs';
import { allOf, toExpression } from './parse-licence.mjs';

describe(toExpression, () => {
  it.each([
    ['MIT', 'MIT'],
    ['(MIT OR CC0-1.0)', '(MIT OR CC0-1.0)'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['AGPL-3.0', 'AGPL-3.0-only'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['GPL-2.0-only', 'GPL-2.0-only'],
    ['BSD', 'LicenseRef-BSD'],
    ['UNLICENSED', 'LicenseRef-proprietary'],
    ['SEE LICENSE IN LICENSE.txt', 'NOASSERTION'],
    ['Copyright (c) somebody', 'NOASSERTION'],
    [undefined, 'NOASSERTION'],
  ])('reads %s as %s', (declared, expression) => {
    expect(toExpression(declared)).toBe(expression);
  });
});

describe(allOf, () => {
  it('keeps choices together', () => {
    expect(allOf(['MIT', 'GPL-2.0-only OR BSD-3-Clause', 'MIT'])).toBe('(GPL-2.0-only OR BSD-3-Clause) AND MIT');
  });
});

describe(correctLicence, () => {
  const corrections = [{ package: 'pypi:yolov5', declared: 'GPL', licence: 'GPL-3.0-only', reason: 'its LICENSE' }];

  it('corrects a package while it says what was corrected', () => {
    expect(correctLicence('pypi', 'yolov5', 'GPL', corrections)).toEqual({ licence: 'GPL-3.0-only', declared: 'GPL' });
    expect(correctLicence('pypi', 'yolov5', 'MIT', corrections)).toEqual({ licence: 'MIT' });
  });
});
