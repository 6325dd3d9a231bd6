import { createStorage, type Storage } from '@detectory/storage';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDataset } from '../src/adapters/index.js';
import { NothingLabelledError, OutputExistsError, ProblemsFoundError } from '../src/errors.js';
import { parseBalanceSpec } from '../src/select/parse-balance-spec.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { keepJobs } from './keep-jobs.js';
import type { JobImage } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';
import { makeDamagedWebp, makeJpeg, makePng } from './make-image.js';
import { findSchemaErrors } from './validate-schema.js';

const newJob = keepJobs();

/** Ten sound photos, the last without boxes. */
const tenPhotos: JobImage[] = Array.from({ length: 10 }, (_, i) => ({
  key: `p/${i}.png`,
  bytes: makePng(64, 48, 20 * i),
  boxes: i === 9 ? [] : [[i % 3 ? 'drill' : 'hammer', i, 2, 10, 12]],
}));

describe(buildDataset, () => {
  it('writes images, labels, data.yaml and dataset.json that agree', async () => {
    const job = await newJob(tenPhotos);
    const { plan, datasetJson } = await buildDataset(toBuildOptions(job));
    const tree = await readTree(join(job.dir, 'out'));
    expect(Object.keys(tree).filter((path) => path.startsWith('images/'))).toHaveLength(10);
    for (const image of plan.images) {
      expect(tree[`images/${image.split}/${image.fileName}`]).toBeDefined();
      expect(tree[`labels/${image.split}/${image.fileName.replace('.png', '.txt')}`]).toBe(image.labelText);
    }
    const schema = JSON.parse(
      await readFile(new URL('../schema/dataset.schema.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>;
    expect(findSchemaErrors(datasetJson, schema)).toEqual([]);
    expect(JSON.parse(tree['dataset.json'] ?? '')).toEqual(JSON.parse(JSON.stringify(datasetJson)));
    expect(datasetJson.splits).toMatchObject({ train: { images: 6 }, val: { images: 2 }, test: { images: 2 } });
    expect(tree['data.yaml']).toContain('path: "/data"\n');
    expect(tree['data.yaml']).toContain(`\nnc: ${plan.classes.length}\n`);
  });

  it('calls the folder by its own absolute path where --yaml-root names no other', async () => {
    const job = await newJob(tenPhotos);
    const out = join(job.dir, 'out');
    await buildDataset(toBuildOptions(job, { out: relative(process.cwd(), out), yamlRoot: undefined }));
    expect(await readFile(join(out, 'data.yaml'), 'utf8')).toContain(`path: ${JSON.stringify(out)}\n`);
  });

  it('keeps an image without boxes as a negative with an empty label file', async () => {
    const job = await newJob(tenPhotos);
    const { plan } = await buildDataset(toBuildOptions(job));
    const negative = plan.images.find((image) => image.fileName === '9.png');
    expect(await readFile(join(job.dir, 'out/labels', negative?.split ?? '', '9.txt'), 'utf8')).toBe('');
  });

  it('gives the same bytes whatever the concurrency and the order in which files are listed and read', async () => {
    const job = await newJob(tenPhotos);
    const slow = createStorage();
    const shuffled: Storage = {
      ...slow,
      readBytes: async (uri) => {
        await new Promise((resolve) => setTimeout(resolve, (uri.length * 7) % 13));
        return slow.readBytes(uri);
      },
      list: async function* (uri) {
        const files = [];
        for await (const file of slow.list(uri)) files.push(file);
        yield* files.reverse();
      },
      stat: async () => undefined,
    };
    await buildDataset(toBuildOptions(job, { balance: parseBalanceSpec('equal') }));
    await buildDataset(
      toBuildOptions(job, {
        balance: parseBalanceSpec('equal'),
        storage: shuffled,
        concurrency: 3,
        out: join(job.dir, 'again'),
      }),
    );
    expect(await readTree(join(job.dir, 'again'))).toEqual(await readTree(join(job.dir, 'out')));
  });

  it('links images instead of copying them, and copies on request', async () => {
    const job = await newJob(tenPhotos);
    const { plan } = await buildDataset(toBuildOptions(job, { copy: 'link' }));
    await buildDataset(toBuildOptions(job, { copy: 'copy', out: join(job.dir, 'copied') }));
    const [first] = plan.images;
    const source = await stat(join(job.images, 'photos/p', first?.fileName ?? ''));
    const pathOf = (out: string): string => join(job.dir, out, 'images', first?.split ?? '', first?.fileName ?? '');
    expect((await stat(pathOf('out'))).ino).toBe(source.ino);
    expect((await stat(pathOf('copied'))).ino).not.toBe(source.ino);
  });

  it('turns the boxes of a rotated photo to how the trainer sees it', async () => {
    const photos: JobImage[] = [
      {
        key: 'stored.jpg',
        size: [80, 40],
        bytes: makeJpeg(80, 40, { orientation: 6 }),
        boxes: [['drill', 0, 0, 8, 4]],
      },
      {
        key: 'shown.jpg',
        size: [40, 80],
        bytes: makeJpeg(80, 40, { orientation: 6, comment: 'b' }),
        boxes: [['drill', 0, 0, 4, 8]],
      },
      { key: 'open.jpg', size: [80, 40], bytes: makeJpeg(80, 40, { orientation: 3 }), boxes: [['drill', 0, 0, 8, 4]] },
    ];
    const { plan } = await buildDataset(toBuildOptions(await newJob(photos)));
    expect(plan.images.map((image) => image.labelText)).toEqual([
      '0 0.950000 0.050000 0.100000 0.100000\n',
      '0 0.050000 0.050000 0.100000 0.100000\n',
      '0 0.950000 0.950000 0.100000 0.100000\n',
    ]);
    expect(plan.notes).toEqual({ 'exif-displayed': 1, 'exif-turned': 2, 'exif-undecidable': 1 });
  });

  it.each([
    ['link', '0 0.050000 0.050000 0.100000 0.100000\n', { 'exif-removed': 1 }],
    ['none', '0 0.950000 0.950000 0.100000 0.100000\n', { 'exif-turned': 1 }],
  ] as const)(
    'follows what OpenCV sees in the mended copy or in the source, with --copy %s',
    async (copy, row, notes) => {
      const bytes = makeJpeg(80, 40, { orientation: 7 });
      const job = await newJob([{ key: 'mirrored.jpg', size: [80, 40], bytes, boxes: [['drill', 0, 0, 8, 4]] }]);
      const { plan } = await buildDataset(toBuildOptions(job, { copy, split: parseSplitSpec('100/0/0') }));
      expect(plan.images.map((image) => image.labelText)).toEqual([row]);
      expect(plan.notes).toEqual(notes);
    },
  );

  it('clips boxes, drops those without use, and drops an image that lost them all rather than call it negative', async () => {
    const job = await newJob([
      ...tenPhotos,
      { key: 'lost.png', bytes: makePng(64, 48, 7), boxes: [['drill', 70, 0, 5, 5]] },
      {
        key: 'mixed.png',
        bytes: makePng(64, 48, 8),
        boxes: [
          ['drill', -5, -5, 15, 15],
          ['drill', 1, 1, 0, 5],
          ['drill', 20, 20, 5, 5],
          ['drill', 20, 20, 5, 5],
        ],
      },
    ]);
    const { plan } = await buildDataset(toBuildOptions(job));
    expect([...plan.dropped]).toMatchObject([
      { sourceRef: 's3://photos/lost.png', line: 11, reason: 'all-boxes-dropped' },
    ]);
    expect(plan.droppedBoxes.map(({ line, box, reason }) => [line, box, reason])).toEqual([
      [11, 0, 'box-outside-image'],
      [12, 1, 'box-under-one-pixel'],
      [12, 3, 'box-duplicate'],
    ]);
    expect(plan.notes).toEqual({ 'box-clipped': 1 });
    expect(plan.images.find((image) => image.fileName === 'mixed.png')?.boxes).toBe(2);
  });

  const badPhotos: JobImage[] = [
    { key: 'gone.png', boxes: [] },
    { key: 'text.jpg', boxes: [], bytes: Buffer.from('<html>not an image</html>') },
    { key: 'cut.jpg', boxes: [], bytes: makeJpeg(64, 48, { isCutOff: true }) },
    { key: 'damaged.webp', boxes: [], bytes: makeDamagedWebp(), size: [20, 30] },
    { key: 'other-size.png', boxes: [], bytes: makePng(32, 48) },
    { key: 'tiny.png', boxes: [], bytes: makePng(64, 9), size: [64, 9] },
    {
      key: 'anim.gif',
      boxes: [],
      bytes: Buffer.concat([Buffer.from('GIF89a'), Buffer.from([64, 0, 48, 0, 0, 0, 0, 0x3b])]),
    },
    { key: 'twice.png', bucket: 'elsewhere', boxes: [] },
    { key: 'a/twice.png', boxes: [], bytes: makePng(64, 48, 1) },
    { key: 'b/twice.png', boxes: [], bytes: makePng(64, 48, 2) },
  ];

  it('shows every problem with its line under strict, and writes nothing', async () => {
    const job = await newJob([...tenPhotos, ...badPhotos]);
    const error = await buildDataset(toBuildOptions(job)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemsFoundError);
    expect(error).toMatchObject({
      counts: {
        'image-ambiguous': 1,
        'image-damaged': 1,
        'image-format': 1,
        'image-missing': 1,
        'image-too-small': 1,
        'image-truncated': 1,
        'image-unreadable': 1,
        'size-mismatch': 1,
      },
    });
    expect((error as Error).message).toContain('output.manifest:11: s3://photos/gone.png: not found below');
    expect((error as Error).message).toContain('--on-bad skip');
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'output.manifest']);
  });

  it('leaves records with problems out under skip, each with its reason', async () => {
    const job = await newJob([...tenPhotos, ...badPhotos]);
    const { plan, datasetJson } = await buildDataset(toBuildOptions(job, { onBad: 'skip' }));
    expect(plan.images).toHaveLength(12);
    expect(datasetJson.dropped.counts).toMatchObject({ 'image-missing': 1, 'size-mismatch': 1 });
    expect(datasetJson.dropped.images.find((image) => image.reason === 'size-mismatch')?.detail).toContain('64 × 48');
  });

  it('copies a JPEG with trailing bytes without them, and never touches the source', async () => {
    const bytes = makeJpeg(64, 48, { trailing: Buffer.from('camera notes') });
    const job = await newJob([...tenPhotos, { key: 'tail.jpg', bytes, boxes: [['drill', 1, 1, 9, 9]] }]);
    const { plan } = await buildDataset(toBuildOptions(job, { copy: 'link' }));
    const split = plan.images.find((image) => image.fileName === 'tail.jpg')?.split ?? '';
    const written = await readFile(join(job.dir, 'out/images', split, 'tail.jpg'));
    expect(written.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    expect(await readFile(join(job.images, 'photos/tail.jpg'))).toEqual(Buffer.from(bytes));
    expect(plan.notes).toEqual({ 'jpeg-end-trimmed': 1 });
  });

  it('tells in dataset.json from which source each file came, also where two have one base name', async () => {
    const namesake: JobImage = { key: 'q/0.png', bucket: 'elsewhere', bytes: makePng(64, 48, 250), boxes: [] };
    const job = await newJob([...tenPhotos, namesake]);
    const { datasetJson } = await buildDataset(toBuildOptions(job));
    const files = Object.entries(datasetJson.splits).flatMap(([split, part]) =>
      part.files.map(({ file, sourceRef }) => [join('images', split, file), sourceRef] as const),
    );
    expect(new Set(files.map(([, sourceRef]) => sourceRef)).size).toBe(11);
    for (const [file, sourceRef] of files)
      expect(await readFile(join(job.dir, 'out', file))).toEqual(
        await readFile(join(job.images, sourceRef.slice('s3://'.length))),
      );
  });

  it('keeps images with the same bytes in one split', async () => {
    const twins = tenPhotos.map((photo) => ({ ...photo, key: `q/twin-of-${photo.key.slice(2)}` }));
    const { plan } = await buildDataset(toBuildOptions(await newJob([...tenPhotos, ...twins])));
    const splitOf = (name: string): string | undefined => plan.images.find((image) => image.fileName === name)?.split;
    for (let i = 0; i < 10; i++) expect(splitOf(`twin-of-${i}.png`)).toBe(splitOf(`${i}.png`));
  });

  it('finds images by bucket and key, by key, or by a unique base name', async () => {
    const job = await newJob(tenPhotos);
    for (const images of [job.images, join(job.images, 'photos'), join(job.images, 'photos/p')]) {
      const { plan } = await buildDataset(toBuildOptions(job, { images, out: join(job.dir, `out-${images.length}`) }));
      expect(plan.images).toHaveLength(10);
    }
  });

  it('refuses a folder that holds anything, and replaces it under force as a whole', async () => {
    const job = await newJob(tenPhotos);
    await buildDataset(toBuildOptions(job));
    await writeFile(join(job.dir, 'out/stale.txt'), '');
    await expect(buildDataset(toBuildOptions(job))).rejects.toThrow(OutputExistsError);
    await buildDataset(toBuildOptions(job, { force: true }));
    expect(Object.keys(await readTree(join(job.dir, 'out')))).not.toContain('stale.txt');
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'out', 'output.manifest']);
  });

  it('leaves nothing at its output when interrupted, at whatever point, and goes on from there', async () => {
    const job = await newJob(tenPhotos);
    for (const stage of ['scan', 'write'] as const) {
      const controller = new AbortController();
      const onProgress = (at: string, done: number): void => {
        if (at === stage && done === 3) controller.abort();
      };
      await expect(
        buildDataset(toBuildOptions(job, { signal: controller.signal, onProgress, concurrency: 2 })),
      ).rejects.toThrow('aborted');
    }
    expect((await readdir(job.dir)).filter((name) => !name.startsWith('.out.partial-')).sort()).toEqual([
      'images',
      'output.manifest',
    ]);
    await buildDataset(toBuildOptions(job));
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'out', 'output.manifest']);
  });

  it('says so when nothing is labelled', async () => {
    const job = await newJob(tenPhotos);
    await writeFile(job.manifest, '{"source-ref":"s3://photos/p/0.png"}\n');
    await expect(buildDataset(toBuildOptions(job))).rejects.toThrow(NothingLabelledError);
  });
});
