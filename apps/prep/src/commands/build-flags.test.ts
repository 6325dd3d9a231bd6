import { describe, expect, it } from 'vitest';
import { parseBuildFlags } from './build-flags.js';

const usual = {
  ...{ out: 'set', split: '80/10/10', seed: '0', negatives: 'keep', onBad: 'strict', exif: 'auto', minBoxPx: '1' },
  ...{ copy: 'link', shardTimeout: '600', onDuplicate: 'newest' },
};

describe(parseBuildFlags, () => {
  it('hands on what --yaml-root, --max-images and --group-near-duplicates ask for', () => {
    expect(parseBuildFlags(usual)).toMatchObject({
      yamlRoot: undefined,
      maxImages: undefined,
      nearDistance: undefined,
    });
    const asked = { ...usual, yamlRoot: '/data', maxImages: '7', groupNearDuplicates: '6' };
    expect(parseBuildFlags(asked)).toMatchObject({ yamlRoot: '/data', maxImages: 7, nearDistance: 6 });
    expect(parseBuildFlags({ ...usual, groupNearDuplicates: true })).toMatchObject({ nearDistance: 4 });
  });
});
