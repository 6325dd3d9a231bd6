import { describe, expect, it } from 'vitest';
import { toBuildFingerprint } from './to-build-fingerprint.js';

const inputs = { manifestHashes: ['a'], shards: 1 };
const options = { manifests: ['m'], seed: 0, images: '/x', groupBy: /a/, tool: { name: 't', version: '1' } };

describe(toBuildFingerprint, () => {
  it.each([
    ['an option', { ...options, seed: 1 }, inputs],
    ['a pattern', { ...options, groupBy: /b/ }, inputs],
    ['a set', { ...options, keep: new Set(['a']) }, inputs],
    ['the version', { ...options, tool: { name: 't', version: '2' } }, inputs],
    ['a manifest', options, { ...inputs, manifestHashes: ['b'] }],
    ['the number of shards', options, { ...inputs, shards: 2 }],
  ])('changes with %s', (_what, other, otherInputs) => {
    expect(toBuildFingerprint(other, otherInputs)).not.toBe(toBuildFingerprint(options, inputs));
  });

  it('does not change with how and where a build runs', () => {
    const here = { ...options, out: '/o', concurrency: 3, shard: { index: 1, count: 2 }, force: true, onWait: () => 0 };
    expect(toBuildFingerprint(here, inputs)).toBe(toBuildFingerprint(options, inputs));
    expect(toBuildFingerprint(options, inputs)).toMatch(/^[0-9a-f]{12}$/);
  });
});
