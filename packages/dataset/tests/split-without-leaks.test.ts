import { createStorage } from '@detectory/storage';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDataset, readSplitsLock } from '../src/adapters/index.js';
import { GroupKeyNotFoundError, InvalidOptionError, InvalidSplitsLockError } from '../src/errors.js';
import { parseGroupBy } from '../src/groups/group-by.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { makeBmp, makePhoto } from './make-image.js';
import { keepJobs } from './keep-jobs.js';
import type { JobImage } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';
import { findSchemaErrors } from './validate-schema.js';

const newJob = keepJobs();

/** Photos `from` to `to`, two takes of each scene: the second was saved again. */
function takes(from: number, to: number): JobImage[] {
  return Array.from({ length: to - from }, (_, i) => {
    const scene = Math.floor((from + i) / 2);
    return {
      key: `day${scene % 5}/${scene}-${(from + i) % 2}.png`,
      size: [72, 64],
      bytes: makePhoto(scene, 9 * ((from + i) % 2)),
      boxes: [[scene % 2 ? 'drill' : 'hammer', 3, 2, 10, 12]],
      other: { rig: { camera: scene % 4 } },
    };
  });
}

type Built = Awaited<ReturnType<typeof buildDataset>>;
const splitsOf = ({ plan }: Built): Map<string, string> =>
  new Map(plan.images.map((image) => [image.source.sourceRef.slice('s3://photos/'.length), image.split]));

describe('splitting without leaks', () => {
  it('keeps near duplicates together when asked to, and tells what a random split would have leaked', async () => {
    const job = await newJob(takes(0, 40));
    const built = await buildDataset(toBuildOptions(job, { nearDistance: 4 }));
    const splits = splitsOf(built);
    for (const [key, split] of splits) expect(splits.get(key.replace(/.\.png$/, '0.png'))).toBe(split);
    const { before, after, groups } = built.datasetJson.splitting;
    expect(groups).toEqual({ count: 20, images: 40, largest: 2 });
    expect(before.leaks.nearPairs).toBeGreaterThan(4);
    expect(before.leaks.nearTrain).toBeGreaterThan(0.3);
    expect(after.leaks).toEqual({ exactPairs: 0, nearPairs: 0, groupPairs: null, nearTrain: 0 });
  });

  it('gives the same bytes whatever the concurrency and the order of the lines', async () => {
    const job = await newJob(takes(0, 24));
    const more = { nearDistance: 4, groupBy: parseGroupBy('key=rig.camera') };
    await buildDataset(toBuildOptions(job, { ...more, concurrency: 16 }));
    const lines = (await readFile(job.manifest, 'utf8')).trim().split('\n');
    await writeFile(job.manifest, `${lines.reverse().join('\n')}\n`);
    await buildDataset(toBuildOptions(job, { ...more, concurrency: 1, out: join(job.dir, 'turned') }));
    const [tree, turned] = [await readTree(join(job.dir, 'out')), await readTree(join(job.dir, 'turned'))];
    // The manifest is another one, and with it its hash.
    const hash = /"sha256":"[0-9a-f]{64}","lines"/;
    for (const one of [tree, turned]) one['dataset.json'] = one['dataset.json']?.replace(hash, '') ?? '';
    expect(turned).toEqual(tree);
  });

  it('decodes no image unless near duplicates are asked for', async () => {
    const { plan, datasetJson } = await buildDataset(toBuildOptions(await newJob(takes(0, 12))));
    expect(plan.images.every((image) => image.facts?.dHash === undefined)).toBe(true);
    expect(datasetJson.splitting).toMatchObject({ nearDuplicates: null, groups: { count: 0 } });
    expect(datasetJson.splitting.after.leaks).toMatchObject({ nearPairs: null, exactPairs: 0 });
  });

  it('lists exact and near duplicates with their files in duplicates.json', async () => {
    const twin: JobImage = { ...takes(20, 21)[0], key: 'copy.png', boxes: [] };
    const single = takes(20, 21).map((photo) => ({ ...photo, boxes: [] }));
    const job = await newJob([...takes(0, 4), ...single, twin, ...takes(22, 23), ...takes(24, 25), ...takes(26, 27)]);
    const built = await buildDataset(toBuildOptions(job, { nearDistance: 4 }));
    const splits = splitsOf(built);
    const entry = (key: string): object => ({ split: splits.get(key), file: key.split('/').at(-1) });
    expect(JSON.parse(await readFile(join(job.dir, 'out/duplicates.json'), 'utf8'))).toEqual({
      formatVersion: 1,
      distance: 4,
      groups: [
        { kind: 'exact', images: [entry('copy.png'), entry('day0/10-0.png')] },
        { kind: 'near', images: [entry('day0/0-0.png'), entry('day0/0-1.png')] },
        { kind: 'near', images: [entry('day1/1-0.png'), entry('day1/1-1.png')] },
      ],
    });
  });

  it('counts images that YOLOv5 reads and sharp does not, rather than stop', async () => {
    const job = await newJob([
      ...takes(0, 12),
      { key: 'odd.bmp', size: [64, 48], bytes: makeBmp(64, 48), boxes: [['drill', 1, 1, 9, 9]] },
    ]);
    const { datasetJson } = await buildDataset(toBuildOptions(job, { nearDistance: 4 }));
    expect(datasetJson.splitting.nearDuplicates).toMatchObject({ distance: 4, unhashed: 1, cutPairs: 0 });
  });

  it('refuses to look for near duplicates where no image is read', async () => {
    const job = await newJob(takes(0, 12));
    const building = buildDataset(toBuildOptions(job, { nearDistance: 4, copy: 'none', images: undefined }));
    await expect(building).rejects.toThrow(InvalidOptionError);
  });

  it.each([
    ['key=rig.camera', (key: string) => Number(/\/(\d+)-/.exec(key)?.[1]) % 4],
    ['prefix=1', (key: string) => key.split('/')[0]],
    ['regex=/(\\d+)-', (key: string) => /\/(\d+)-/.exec(key)?.[1]],
  ])('keeps the groups of --group-by %s together', async (spec, groupOf) => {
    const job = await newJob(takes(0, 40));
    const built = await buildDataset(toBuildOptions(job, { groupBy: parseGroupBy(spec), copy: 'none' }));
    const splits = [...splitsOf(built)];
    for (const [key, split] of splits)
      expect(splits.find(([other]) => groupOf(other) === groupOf(key))?.[1]).toBe(split);
    const { groupBy, before, after } = built.datasetJson.splitting;
    expect(groupBy).toEqual({ spec, groups: new Set(splits.map(([key]) => groupOf(key))).size, imagesWithout: 0 });
    expect(before.leaks.groupPairs).toBeGreaterThan(0);
    expect(after.leaks.groupPairs).toBe(0);
  });

  it('counts images that --group-by says nothing of, and refuses a key that no line holds', async () => {
    const photos = takes(0, 20).map((photo, i) => (i < 3 ? { ...photo, other: {} } : photo));
    const job = await newJob(photos);
    const { datasetJson } = await buildDataset(toBuildOptions(job, { groupBy: parseGroupBy('key=rig.camera') }));
    expect(datasetJson.splitting.groupBy).toMatchObject({ groups: 4, imagesWithout: 3 });
    const building = buildDataset(toBuildOptions(job, { groupBy: parseGroupBy('key=video'), force: true }));
    await expect(building).rejects.toThrow(GroupKeyNotFoundError);
  });

  it('records the splitting by its schema, with and without groups, hashes and a lock', async () => {
    const schemaUrl = new URL('../schema/dataset.schema.json', import.meta.url);
    const schema = JSON.parse(await readFile(schemaUrl, 'utf8')) as Record<string, unknown>;
    const job = await newJob(takes(0, 20));
    const plain = await buildDataset(toBuildOptions(job));
    const splitsLock = await readSplitsLock(createStorage(), join(job.dir, 'out'));
    const full = await buildDataset(
      toBuildOptions(job, {
        out: join(job.dir, 'full'),
        nearDistance: 4,
        groupBy: parseGroupBy('prefix=1'),
        splitsLock,
      }),
    );
    for (const { datasetJson } of [plain, full]) expect(findSchemaErrors(datasetJson, schema)).toEqual([]);
  });
});

describe('splits.lock.json', () => {
  it('keeps old assignments when the manifest grows, and new members of an old group follow it', async () => {
    const job = await newJob(takes(0, 80));
    const lines = (await readFile(job.manifest, 'utf8')).split('\n');
    await writeFile(job.manifest, lines.filter((_, i) => i < 60 && i % 2 === 0).join('\n'));
    const first = splitsOf(await buildDataset(toBuildOptions(job)));
    await writeFile(job.manifest, lines.join('\n'));
    const grown = { out: join(job.dir, 'grown'), nearDistance: 4, seed: 7 };
    const splitsLock = await readSplitsLock(createStorage(), join(job.dir, 'out'));
    const built = await buildDataset(toBuildOptions(job, { ...grown, splitsLock }));
    const second = splitsOf(built);
    expect(first.size).toBe(30);
    for (const [key, split] of first) {
      expect(second.get(key)).toBe(split);
      expect(second.get(key.replace('-0.', '-1.'))).toBe(split);
    }
    expect(built.datasetJson.splitting.lock).toEqual({
      kept: 30,
      added: 50,
      absent: 0,
      conflicts: 0,
      formerShares: null,
    });
    expect([...second.values()].filter((split) => split === 'val')).toHaveLength(16);
    const free = splitsOf(await buildDataset(toBuildOptions(job, { ...grown, force: true })));
    expect([...first].some(([key, split]) => free.get(key) !== split)).toBe(true);
  });

  it('is the same whatever the order of the lines, sorted by code units', async () => {
    const job = await newJob(takes(0, 20));
    await buildDataset(toBuildOptions(job));
    const lines = (await readFile(job.manifest, 'utf8')).trim().split('\n');
    await writeFile(job.manifest, lines.reverse().join('\n'));
    await buildDataset(toBuildOptions(job, { out: join(job.dir, 'turned') }));
    const lock = await readFile(join(job.dir, 'out/splits.lock.json'), 'utf8');
    expect(await readFile(join(job.dir, 'turned/splits.lock.json'), 'utf8')).toBe(lock);
    const { images } = JSON.parse(lock) as { images: Record<string, string[]> };
    for (const sourceRefs of Object.values(images)) expect(sourceRefs).toEqual([...sourceRefs].sort());
  });

  it('reports groups that an older build had parted, and leaves their images where they were', async () => {
    const job = await newJob(takes(0, 40));
    const parted = splitsOf(await buildDataset(toBuildOptions(job)));
    const splitsLock = await readSplitsLock(createStorage(), join(job.dir, 'out/splits.lock.json'));
    const built = await buildDataset(toBuildOptions(job, { out: join(job.dir, 'b'), nearDistance: 4, splitsLock }));
    expect(splitsOf(built)).toEqual(parted);
    const { lock, after } = built.datasetJson.splitting;
    const conflicts = [...parted].filter(([key, split]) => parted.get(key.replace('-0.', '-1.')) !== split).length;
    expect(conflicts).toBeGreaterThan(0);
    expect([lock?.conflicts, after.leaks.nearPairs]).toEqual([conflicts, conflicts]);
  });

  it('tells when it was made for other shares, and remembers images that are gone for now', async () => {
    const job = await newJob(takes(0, 30));
    const first = splitsOf(await buildDataset(toBuildOptions(job)));
    const lines = (await readFile(job.manifest, 'utf8')).trim().split('\n');
    await writeFile(job.manifest, lines.slice(4).join('\n'));
    const splitsLock = await readSplitsLock(createStorage(), join(job.dir, 'out'));
    const out = join(job.dir, 'b');
    const { datasetJson } = await buildDataset(
      toBuildOptions(job, { out, split: parseSplitSpec('80/20/0'), splitsLock }),
    );
    expect(datasetJson.splitting.lock).toMatchObject({ kept: 26, absent: 4, formerShares: [0.6, 0.2, 0.2] });
    const { splitOf } = await readSplitsLock(createStorage(), out);
    for (const [key, split] of first) expect(splitOf.get(`s3://photos/${key}`)).toBe(split);
  });

  it.each([
    ['[]', 'it is no JSON object'],
    ['{"formatVersion":2}', 'its formatVersion is 2'],
    ['{"formatVersion":1,"seed":0}', 'missing'],
    ['{"formatVersion":1,"seed":0,"shares":[1,0,0],"images":{"train":"a"}}', 'images.train is no list'],
    ['{"formatVersion":1,"seed":0,"shares":[1,0,0],"images":{"train":[1]}}', 'images.train holds 1'],
    [
      '{"formatVersion":1,"seed":0,"shares":[1,0,0],"images":{"train":["a"],"val":["a"]}}',
      'a stands in both train and val',
    ],
  ])('is refused as %s', async (text, message) => {
    const job = await newJob([]);
    const path = join(job.dir, 'splits.lock.json');
    await writeFile(path, text);
    const reading = readSplitsLock(createStorage(), path);
    await expect(reading).rejects.toThrow(InvalidSplitsLockError);
    await expect(readSplitsLock(createStorage(), path)).rejects.toThrow(message);
  });

  it('gives the same bytes as without it when nothing changed', async () => {
    const job = await newJob(takes(0, 20));
    await buildDataset(toBuildOptions(job));
    const splitsLock = await readSplitsLock(createStorage(), join(job.dir, 'out'));
    await buildDataset(toBuildOptions(job, { out: join(job.dir, 'again'), splitsLock }));
    const [tree, again] = [await readTree(join(job.dir, 'out')), await readTree(join(job.dir, 'again'))];
    delete tree['dataset.json'];
    delete again['dataset.json'];
    expect(again).toEqual(tree);
  });
});
