import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const copyright = (licence: string) =>
  `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: ${licence}\n`;

/** A root file system as small as can be, with one of each thing that an image is made of. */
export const rootfs: Readonly<Record<string, string>> = {
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
  'var/lib/dpkg/status': [
    'Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2.15-2+b7\nDepends: libc6 (>= 2.36)\nDescription: shell\n of old',
    'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36-9',
    'Package: libgcc-s1\nStatus: install ok installed\nArchitecture: amd64\nVersion: 12.2.0-14',
    'Package: gone\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 1',
  ].join('\n\n'),
  'usr/share/doc/bash/copyright': copyright('GPL-3+'),
  'usr/share/doc/libc6/copyright': copyright('LGPL-2.1+'),
  'usr/share/doc/gcc-12-base/copyright': copyright('GPL-3+ with GCC exception'),
  'usr/local/bin/node': `\x7fELF${'x'.repeat(100_000)}https://nodejs.org/download/release/v22.1.0/node-v22.1.0.tar.gz`,
  'usr/local/include/python3.11/patchlevel.h': '#define PY_VERSION              "3.11.9"\n',
  'srv/node_modules/sharp/package.json':
    '{"name":"sharp","version":"0.35.5","license":"Apache-2.0","optionalDependencies":{"@img/sharp-libvips-linux-x64":"1.3.4"}}',
  'srv/node_modules/sharp/test/package.json': '{"type":"commonjs"}',
  'srv/node_modules/@img/sharp-libvips-linux-x64/package.json':
    '{"name":"@img/sharp-libvips-linux-x64","version":"1.3.4","license":"LGPL-3.0-or-later"}',
  'srv/node_modules/@img/sharp-libvips-linux-x64/versions.json': '{"vips":"8.18.7","webp":"1.6.0","newlib":"1"}',
  'srv/node_modules/old/package.json':
    '{"name":"old","version":"1.0.0","licenses":[{"type":"MIT"},{"type":"GPL-2.0"}]}',
  'srv/node_modules/sharp/node_modules/old/package.json': '{"name":"old","version":"2.0.0","license":"ISC"}',
  'usr/local/lib/python3.11/site-packages/shapely-2.2.0.dist-info/METADATA':
    'Metadata-Version: 2.4\nName: shapely\nVersion: 2.2.0\nLicense-Expression: BSD-3-Clause\nRequires-Dist: numpy>=1.21\nRequires-Dist: pytest; extra == "test"\n\nName: not-this\n',
  'usr/local/lib/python3.11/site-packages/numpy-1.26.4.dist-info/METADATA':
    'Name: numpy\nVersion: 1.26.4\nLicense: Copyright (c) NumPy\nClassifier: License :: OSI Approved :: BSD License\n',
  'usr/local/lib/python3.11/site-packages/shapely.libs/libgeos-d1e818bb.so.3.14.1': 'ELF',
  'usr/local/lib/python3.11/site-packages/shapely.libs/libstrange-1.so': 'ELF',
};

/** Documentation folders that are links, as Debian has them. */
export const links: Readonly<Record<string, string>> = { 'usr/share/doc/libgcc-s1': 'gcc-12-base' };

/** Writes it to a folder. */
export function makeRootfs(folder: string): void {
  for (const [path, text] of Object.entries(rootfs)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, 'latin1');
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
}
