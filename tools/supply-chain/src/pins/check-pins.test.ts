import { describe, expect, it } from 'vitest';
import type { PackageLock } from '../types.js';
import { checkDockerfile } from './check-dockerfile.mjs';
import { checkLockHashes, checkManifest } from './check-manifests.mjs';
import { checkPins } from './check-pins.mjs';
import { checkPythonLock } from './check-python-lock.mjs';
import { checkWorkflow } from './check-workflow.mjs';

const sha256 = 'a'.repeat(64);

describe(checkPins, () => {
  it('finds nothing loose in this workspace', () => {
    expect(checkPins()).toEqual([]);
  });
});

describe(checkManifest, () => {
  it.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', '1.2', 'github:a/b', 'file:../b', 'npm:other@^1.0.0'])(
    'refuses %s',
    (version) => {
      expect(checkManifest('package.json', { devDependencies: { a: version } })).toHaveLength(1);
      expect(checkManifest('package.json', { overrides: { b: { a: version } } })[0]?.message).toContain(
        'overrides.b.a',
      );
    },
  );

  it('takes one version, an alias of one, a reference in overrides, and ranges of peers', () => {
    const manifest = {
      dependencies: { a: '1.2.3', b: '2.0.0-rc.1', c: 'npm:other@1.0.0' },
      overrides: { d: { e: '$a' } },
      peerDependencies: { f: '^1.0.0' },
    };
    expect(checkManifest('package.json', manifest)).toEqual([]);
  });
});

describe(checkLockHashes, () => {
  it('refuses a package without a hash', () => {
    const packages: PackageLock['packages'] = {
      'packages/x': { version: '0.1.0' },
      'node_modules/@detectory/x': { link: true, resolved: 'packages/x' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-AA==' },
      'node_modules/b': { version: '1.0.0' },
    };
    const findings = checkLockHashes({ name: 'x', version: '1', packages });
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('node_modules/b has no integrity'),
    ]);
  });
});

describe(checkPythonLock, () => {
  it('takes versions with hashes', () => {
    const text = `# made\na==1.0 ; python_version < '3.11' \\\n    --hash=sha256:${sha256}\n    # via b\nc[d]==2.0+cpu --hash=sha256:${sha256}\n`;
    expect(checkPythonLock('x.lock', text)).toEqual([]);
  });

  it('refuses a missing hash and a range', () => {
    const findings = checkPythonLock('x.lock', `a==1.0\nb>=2 --hash=sha256:${sha256}\n`);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('a==1.0 has no sha256 hash'),
      expect.stringContaining('b>=2 is no exact version'),
    ]);
  });
});

describe(checkDockerfile, () => {
  const pinned = `python:3.11@sha256:${sha256}`;

  it('takes digests, stages and scratch', () => {
    const text = `ARG BASE_IMAGE=${pinned}\nFROM \${BASE_IMAGE} AS base\nFROM --platform=linux/amd64 base\nFROM scratch\nCOPY --from=base /a /a\nCOPY --from=0 /b /b\n`;
    expect(checkDockerfile('Dockerfile', text, [])).toEqual([]);
  });

  it.each([
    ['FROM node:22-slim', 'node:22-slim'],
    ['ARG BASE_IMAGE=node:22\nFROM $BASE_IMAGE', 'node:22'],
    ['ARG BASE_IMAGE\nFROM ${BASE_IMAGE}', '${BASE_IMAGE}'],
    [`FROM ${pinned}\nCOPY --from=busybox:1 /bin/sh /bin/sh`, 'busybox:1'],
    [`FROM ${pinned}\nRUN --mount=type=bind,from=tools:1,target=/t true`, 'tools:1'],
    [`# syntax=docker/dockerfile:1\nFROM ${pinned}`, 'docker/dockerfile:1'],
  ])('refuses %j', (text, image) => {
    expect(checkDockerfile('Dockerfile', text, [])[0]?.message).toContain(`the image ${image} has no digest`);
    expect(checkDockerfile('Dockerfile', text, [{ file: 'Dockerfile', what: image, reason: 'told' }])).toEqual([]);
  });
});

describe(checkWorkflow, () => {
  const commit = 'b'.repeat(40);

  it('takes commits, local actions and image digests', () => {
    const text = `steps:\n  - uses: a/b@${commit} # v4\n  - name: x\n    uses: ./.github/actions/c\n  - uses: docker://d@sha256:${sha256}\n`;
    expect(checkWorkflow('ci.yml', text, [])).toEqual([]);
  });

  it.each(['actions/checkout@v4', 'actions/checkout@main', 'a/b@abc1234', 'docker://alpine:3'])(
    'refuses %s',
    (what) => {
      expect(checkWorkflow('ci.yml', `steps:\n  - uses: ${what}\n`, [])).toHaveLength(1);
      expect(checkWorkflow('ci.yml', `    "uses": '${what}'`, [{ file: 'ci.yml', what, reason: 'told' }])).toEqual([]);
    },
  );
});
