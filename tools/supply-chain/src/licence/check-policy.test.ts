import { describe, expect, it } from 'vitest';
import { readPolicy } from '../adapters/workspace.mjs';
import type { Artefact, Part } from '../types.js';
import { checkPolicy } from './check-policy.mjs';

const policy = readPolicy();
const part = (over: Partial<Part>): Part => ({
  ecosystem: 'npm',
  name: 'left-pad',
  version: '1.0.0',
  purl: 'pkg:npm/left-pad@1.0.0',
  licence: 'MIT',
  ...over,
});
const artefact = (id: string, over: Partial<Part>): Artefact => ({
  id,
  kind: 'container',
  name: id,
  version: '1',
  parts: [part({}), part(over)],
});

describe(checkPolicy, () => {
  it.each(['workspace', 'workspace-dev', 'image-serving', 'image-training'])(
    'turns red for an AGPL npm package in %s and says how to allow it',
    (id) => {
      const findings = checkPolicy(
        artefact(id, { name: 'planted', licence: 'AGPL-3.0-only', paths: ['/srv/x'] }),
        policy,
      );
      expect(findings).toHaveLength(1);
      expect(findings[0]?.message).toMatch(/npm:planted 1\.0\.0 at \/srv\/x is under AGPL-3\.0-only/);
      expect(findings[0]?.message).toContain(
        `{"package": "npm:planted", "licence": "AGPL-3.0-only", "artefacts": ["${id}"], "reason": "…"}`,
      );
    },
  );

  it('lets YOLOv5 and ultralytics into training, never into serving', () => {
    const ultralytics = { ecosystem: 'pypi', name: 'ultralytics', licence: 'AGPL-3.0-only' } as const;
    expect(checkPolicy(artefact('image-training', ultralytics), policy)).toEqual([]);
    expect(checkPolicy(artefact('training-environment', { ...ultralytics, name: 'stranger' }), policy)).toHaveLength(2);
    expect(checkPolicy(artefact('image-serving', ultralytics), policy)).toHaveLength(1);
  });

  it('lets GPL programs of Debian into images, AGPL ones not', () => {
    const bash = { ecosystem: 'deb', name: 'bash' } as const;
    expect(checkPolicy(artefact('image-serving', { ...bash, licence: 'GPL-3.0-or-later' }), policy)).toEqual([]);
    expect(checkPolicy(artefact('image-serving', { ...bash, licence: 'MIT AND AGPL-3.0-only' }), policy)).toHaveLength(
      1,
    );
  });

  it('asks again when an excepted package changes its licence', () => {
    const libvips = { name: '@img/sharp-libvips-linux-x64', licence: 'LGPL-3.0-or-later' };
    expect(checkPolicy(artefact('image-serving', libvips), policy)).toEqual([]);
    expect(checkPolicy(artefact('image-serving', { ...libvips, licence: 'GPL-3.0-only' }), policy)).toHaveLength(1);
  });

  it('asks for a correction where nothing says the licence', () => {
    const [finding] = checkPolicy(artefact('workspace', { licence: 'NOASSERTION' }), policy);
    expect(finding?.message).toContain('correction that says which licence it has');
  });

  it('refuses an artefact without a rule', () => {
    expect(checkPolicy(artefact('image-other', {}), policy)[0]?.message).toContain('no rule "allow.image-other"');
  });
});
