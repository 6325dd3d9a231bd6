import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLock, readPolicy, root } from '../src/adapters/workspace.mjs';
import { checkPolicy } from '../src/licence/check-policy.mjs';
import { reachableFrom } from '../src/npm/lock-graph.mjs';
import { describeWorkspace, splitWorkspace } from '../src/npm/workspace-artefacts.mjs';
import { collectArtefacts } from '../src/report/collect-artefacts.mjs';
import { renderPage } from '../src/report/render-page.mjs';
import { toCycloneDx } from '../src/sbom/to-cyclonedx.mjs';
import { assertValidSbom } from '../src/sbom/validate-sbom.mjs';
import { checkOptionalDependencies } from '../src/update/check-optional.mjs';

const policy = readPolicy();
const artefacts = collectArtefacts();

describe(checkPolicy, () => {
  it.each(artefacts.map((artefact) => [artefact.id, artefact] as const))(
    'allows every licence of %s',
    (_, artefact) => {
      expect(checkPolicy(artefact, policy)).toEqual([]);
    },
  );

  it('finds an AGPL package that a package of ours would depend on', () => {
    const lock = readLock();
    const planted = {
      ...lock,
      packages: {
        ...lock.packages,
        'packages/storage': { ...lock.packages['packages/storage'], dependencies: { planted: '1.0.0' } },
        'node_modules/planted': { version: '1.0.0', license: 'AGPL-3.0', dev: true },
      },
    };
    const [shipped] = splitWorkspace(describeWorkspace(planted, policy.corrections));
    expect(checkPolicy(shipped, policy).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^npm:planted 1\.0\.0 at node_modules\/planted is under AGPL-3\.0-only/),
    ]);
  });
});

describe('npm packages that ship', () => {
  it('never need our own part under AGPL', () => {
    const { packages } = readLock();
    const starts = Object.keys(packages).filter((key) => /^(packages|apps)\/[^/]+$/.test(key));
    expect(starts.length).toBeGreaterThan(5);
    expect([...reachableFrom(packages, starts)].filter((key) => packages[key]?.license?.startsWith('AGPL'))).toEqual(
      [],
    );
  });
});

describe(toCycloneDx, () => {
  it.each(artefacts.map((artefact) => [artefact.id, artefact] as const))('is valid for %s', async (_, artefact) => {
    await assertValidSbom(toCycloneDx(artefact));
  });

  it('writes the same bytes for the same workspace, whatever the order of the lock', () => {
    const lock = readLock();
    const turned = { ...lock, packages: Object.fromEntries(Object.entries(lock.packages).reverse()) };
    const [one, other] = [lock, turned].map((each) => toCycloneDx(describeWorkspace(each, policy.corrections)));
    expect(other).toBe(one);
  });

  it('names the time only when asked', () => {
    const [artefact] = artefacts;
    const stamp = { at: new Date(0), serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79' };
    expect(toCycloneDx(artefact!, { stamp })).toContain('1970-01-01T00:00:00.000Z');
    expect(toCycloneDx(artefact!)).not.toMatch(/timestamp|serialNumber/);
  });

  it('keeps what only builds need out of run time', () => {
    const components: { name: string; scope: string; hashes?: unknown[] }[] = JSON.parse(
      toCycloneDx(describeWorkspace(readLock(), policy.corrections)),
    ).components;
    const scopes = new Map(components.map(({ name, scope }) => [name, scope]));
    expect([scopes.get('express'), scopes.get('sharp-linux-x64'), scopes.get('vitest')]).toEqual([
      'required',
      'optional',
      'excluded',
    ]);
  });
});

describe(renderPage, () => {
  it('is what docs/licences.md holds; if not, run `npm run licences`', () => {
    const file = join(root, 'docs', 'licences.md');
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(renderPage(artefacts, policy));
  });
});

describe(checkOptionalDependencies, () => {
  it('finds the lock whole', () => {
    expect(checkOptionalDependencies(readLock())).toEqual([]);
  });
});
