import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { create } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPolicy } from '../src/adapters/workspace.mjs';
import { describeImage } from '../src/image/describe-image.mjs';
import { readRootfs } from '../src/image/read-rootfs.mjs';
import { checkPolicy } from '../src/licence/check-policy.mjs';
import { fromCycloneDx } from '../src/sbom/from-cyclonedx.mjs';
import { toCycloneDx } from '../src/sbom/to-cyclonedx.mjs';
import { assertValidSbom } from '../src/sbom/validate-sbom.mjs';
import type { Artefact, PackageLock } from '../src/types.js';
import { makeRootfs } from './make-rootfs.js';

const folder = mkdtempSync(join(tmpdir(), 'detectory-rootfs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const policy = readPolicy();
const lock: PackageLock = {
  name: 'detectory',
  version: '0.1.0',
  packages: {
    '': { version: '0.1.0', license: 'Apache-2.0' },
    'packages/storage': { name: '@detectory/storage', version: '0.1.0', license: 'Apache-2.0' },
    'node_modules/@detectory/storage': { link: true, resolved: 'packages/storage' },
    'node_modules/express': { version: '5.3.0', license: 'MIT' },
    'packages/storage/node_modules/yaml': { version: '2.9.1', license: 'ISC' },
  },
};
const inputs = {
  '../../node_modules/express/lib/express.js': {},
  'packages/storage/src/index.ts': {},
  'packages/storage/node_modules/yaml/dist/index.js': {},
  'node:fs': {},
};

let image: Artefact;
beforeAll(async () => {
  makeRootfs(folder);
  const facts = await readRootfs(Readable.from(create({ cwd: folder }, ['.'])));
  image = describeImage(facts, {
    kind: 'serving',
    name: 'detectory-sagemaker-serving',
    version: 'sha256:1234',
    corrections: policy.corrections,
    bundle: { metafile: { inputs }, lock },
  });
});

describe(describeImage, () => {
  it('names every part with its version, its licence and what carries it', () => {
    expect(
      image.parts.map(({ purl, licence, bundledIn }) => [purl, licence, ...(bundledIn ? [bundledIn] : [])]),
    ).toEqual([
      ['pkg:deb/debian/bash@5.2.15-2+b7?arch=amd64&distro=debian-12', 'GPL-3.0-or-later'],
      ['pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12', 'LGPL-2.1-or-later'],
      ['pkg:deb/debian/libgcc-s1@12.2.0-14?arch=amd64&distro=debian-12', 'GPL-3.0-or-later WITH GCC-exception-3.1'],
      ['pkg:generic/detectory-serving-bundle@0.1.0', 'Apache-2.0'],
      ['pkg:generic/geos@3.14.1', 'LGPL-2.1-only', 'pkg:pypi/shapely@2.2.0'],
      ['pkg:generic/libstrange-1.so', 'NOASSERTION', 'pkg:pypi/shapely@2.2.0'],
      ['pkg:generic/newlib@1', 'NOASSERTION', 'pkg:npm/%40img/sharp-libvips-linux-x64@1.3.4'],
      ['pkg:generic/node@22.1.0', 'MIT'],
      ['pkg:generic/python@3.11.9', 'PSF-2.0'],
      ['pkg:generic/vips@8.18.7', 'LGPL-2.1-or-later', 'pkg:npm/%40img/sharp-libvips-linux-x64@1.3.4'],
      ['pkg:generic/webp@1.6.0', 'BSD-3-Clause', 'pkg:npm/%40img/sharp-libvips-linux-x64@1.3.4'],
      ['pkg:npm/%40detectory/storage@0.1.0', 'Apache-2.0', 'pkg:generic/detectory-serving-bundle@0.1.0'],
      ['pkg:npm/%40img/sharp-libvips-linux-x64@1.3.4', 'LGPL-3.0-or-later'],
      ['pkg:npm/express@5.3.0', 'MIT', 'pkg:generic/detectory-serving-bundle@0.1.0'],
      ['pkg:npm/old@1.0.0', 'MIT OR GPL-2.0-only'],
      ['pkg:npm/old@2.0.0', 'ISC'],
      ['pkg:npm/sharp@0.35.5', 'Apache-2.0'],
      ['pkg:npm/yaml@2.9.1', 'ISC', 'pkg:generic/detectory-serving-bundle@0.1.0'],
      ['pkg:pypi/numpy@1.26.4', 'LicenseRef-BSD'],
      ['pkg:pypi/shapely@2.2.0', 'BSD-3-Clause'],
    ]);
  });

  it('knows what needs what, where a part lies, and Node by its bytes', () => {
    const byName = (name: string) => image.parts.find((part) => part.name === name);
    expect(byName('sharp')?.dependsOn).toEqual(['pkg:npm/%40img/sharp-libvips-linux-x64@1.3.4']);
    expect(byName('shapely')?.dependsOn).toEqual(['pkg:pypi/numpy@1.26.4']);
    expect(byName('bash')?.dependsOn).toEqual(['pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12']);
    expect(byName('node')?.paths).toEqual(['/usr/local/bin/node']);
    expect(byName('node')?.hashes?.[0]?.hex).toMatch(/^[0-9a-f]{64}$/);
  });

  it('writes a bill of materials that the schema takes and that reads back', async () => {
    const json = toCycloneDx(image);
    await assertValidSbom(json);
    expect(json).not.toMatch(/timestamp|serialNumber/);
    const facts = (one: Artefact) => one.parts.map(({ purl, licence }) => `${purl} ${licence}`).sort();
    expect(facts(fromCycloneDx(json))).toEqual(facts(image));
  });

  it('has no Python in a serving image, nor libraries that nobody knows', () => {
    const refused = checkPolicy(image, policy).map(({ message }) => message.split(' ')[0]);
    expect(refused).toEqual(
      expect.arrayContaining(['generic:libstrange-1.so', 'generic:newlib', 'pypi:numpy', 'pypi:shapely']),
    );
  });
});

describe(readRootfs, () => {
  it('refuses what is no tar stream', async () => {
    await expect(readRootfs(Readable.from([Buffer.alloc(1024, 7)]))).rejects.toThrow(/can't be read as a tar stream/);
  });

  it('refuses a stream that breaks off', async () => {
    const whole = await buffer(create({ cwd: folder }, ['usr']));
    await expect(readRootfs(Readable.from([whole.subarray(0, 60_000)]))).rejects.toThrow(
      /can't be read as a tar stream/,
    );
  });
});
