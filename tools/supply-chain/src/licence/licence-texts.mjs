/**
 * What packages write where an SPDX expression belongs. `LicenseRef-BSD`: one of the BSD licences, the package does not say which.
 * @type {Readonly<Record<string, string>>}
 */
export const licenceTexts = {
  'apache 2.0': 'Apache-2.0',
  apache: 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  'apache license v2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'apache software license': 'Apache-2.0',
  'bsd 2-clause license': 'BSD-2-Clause',
  'bsd 3-clause license': 'BSD-3-Clause',
  '3-clause bsd license': 'BSD-3-Clause',
  'bsd 3-clause': 'BSD-3-Clause',
  bsd: 'LicenseRef-BSD',
  'bsd license': 'LicenseRef-BSD',
  isc: 'ISC',
  'isc license': 'ISC',
  'isc license (iscl)': 'ISC',
  'mit license': 'MIT',
  'the mit license': 'MIT',
  'mozilla public license 2.0 (mpl 2.0)': 'MPL-2.0',
  'python software foundation license': 'PSF-2.0',
  psf: 'PSF-2.0',
  'gnu affero general public license v3': 'AGPL-3.0-only',
  'gnu affero general public license v3 or later (agplv3+)': 'AGPL-3.0-or-later',
  'gnu general public license v2 (gplv2)': 'GPL-2.0-only',
  'gnu general public license v3 (gplv3)': 'GPL-3.0-only',
  'gnu general public license v3 or later (gplv3+)': 'GPL-3.0-or-later',
  'gnu lesser general public license v3 (lgplv3)': 'LGPL-3.0-only',
  'gnu lesser general public license v3 or later (lgplv3+)': 'LGPL-3.0-or-later',
  'nvidia proprietary software': 'LicenseRef-NVIDIA-Proprietary',
  'public domain': 'LicenseRef-public-domain',
  unlicense: 'Unlicense',
  'the unlicense (unlicense)': 'Unlicense',
  'zlib license': 'Zlib',
};

/** SPDX's own old names, which leave open whether later versions count: read as the narrower. @param {string} expression */
export function withoutOldNames(expression) {
  return expression
    .replace(/\b((?:A|L)?GPL-\d\.\d)\+/g, '$1-or-later')
    .replace(/\b((?:A|L)?GPL-\d\.\d|GFDL-1\.\d)(?!-|\.|\d)/g, '$1-only');
}
