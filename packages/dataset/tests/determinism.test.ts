import { createStorage, type Storage } from '@detectory/storage';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildDataset, type BuildDatasetOptions } from '../src/adapters/index.js';
import { parseGroupBy } from '../src/groups/group-by.js';
import { parseOversampleSpec } from '../src/oversample/parse-oversample-spec.js';
import { parseBalanceSpec } from '../src/select/parse-balance-spec.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { readTree } from './list-tree.js';
import { makeJpeg, makePhoto } from './make-image.js';
import { type Job, type JobImage, makeJob } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';

const names = ['İstanbul', 'istanbul', 'Ångström', 'zebra', 'émile'];

/** Two takes of each of 36 scenes in two buckets, under base names that meet, and rotated photos beside them. */
const photos: readonly JobImage[] = [
  ...Array.from({ length: 72 }, (_, i): JobImage => {
    const scene = i >> 1;
    return {
      bucket: scene % 2 ? 'one' : 'two',
      key: `${scene}${i % 2 ? 'x' : 'y'}/${scene % 9 ? `i${scene}` : scene % 2 ? 'I' : 'i'}-é.png`,
      size: [72, 64],
      bytes: makePhoto(scene, 9 * (i % 2)),
      boxes: scene % 6 === 0 ? [] : [[names[scene % (scene % 4 ? 2 : 5)] ?? '', scene % 20, 2, 30, 40]],
      other: { rig: { camera: scene % 12 } },
    };
  }),
  ...Array.from({ length: 8 }, (_, i): JobImage => ({
    bucket: 'one',
    key: `turned/${i}.jpg`,
    size: i > 4 ? [48, 64] : [64, 48],
    bytes: makeJpeg(64, 48, { orientation: i + 1, comment: String(i), trailing: Buffer.alloc(i % 3, 1) }),
    boxes: [['zebra', -3, i, 20, 20]],
  })),
];

let job: Job;
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(job.dir, { recursive: true });
});

async function build(out: string, more: Partial<BuildDatasetOptions> = {}): Promise<Record<string, string>> {
  const options = toBuildOptions(job, {
    out: join(job.dir, out),
    seed: 3,
    balance: parseBalanceSpec('max-ratio=3'),
    maxImages: 60,
    negatives: parseNegativesPolicy('10%'),
    oversample: parseOversampleSpec('rfs=0.5'),
    groupBy: parseGroupBy('key=rig.camera'),
    nearDistance: 4,
    minBoxPx: 4,
    ...more,
  });
  await buildDataset(options);
  return readTree(join(job.dir, out));
}

/** Lists backwards and answers reads out of turn. */
function createShuffled(): Storage {
  const storage = createStorage();
  return {
    ...storage,
    readBytes: async (uri) => {
      await new Promise((resolve) => setTimeout(resolve, (uri.length * 7) % 13));
      return storage.readBytes(uri);
    },
    list: async function* (uri) {
      const files = [];
      for await (const file of storage.list(uri)) files.push(file);
      yield* files.reverse();
    },
  };
}

describe('with every option on', () => {
  // Node reads the locale once, at its start: apps/prep/tests/locale.test.ts starts it under several.
  it('a dataset has the same bytes whatever the concurrency, the order of files and lines, and time zone', async () => {
    job = await makeJob(photos);
    const tree = await build('out', { concurrency: 1 });
    const copies = Object.keys(tree).filter((path) => /images\/train\/.*~\d/.test(path));
    expect(copies.length).toBeGreaterThan(3);
    for (const note of ['exif-turned', 'exif-displayed', 'jpeg-end-trimmed', 'box-clipped'])
      expect(tree['dataset.json']).toContain(`"${note}"`);
    expect(await build('wide', { concurrency: 8, storage: createShuffled() })).toEqual(tree);
    vi.stubEnv('TZ', 'Pacific/Chatham');
    const lines = (await readFile(job.manifest, 'utf8')).trim().split('\n');
    await writeFile(job.manifest, `${lines.reverse().join('\n')}\n`);
    // The record names the lines of what was left out, and the hash of the manifest: in another order these are others.
    const { 'dataset.json': record = '', ...files } = await build('turned', { concurrency: 8 });
    const { 'dataset.json': former = '', ...expected } = tree;
    expect(files).toEqual(expected);
    const { splits, measures, balance, oversample } = JSON.parse(former) as Record<string, unknown>;
    expect(JSON.parse(record)).toMatchObject({ splits, measures, balance, oversample });
  });
});
