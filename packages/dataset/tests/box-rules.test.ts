import { createStorage } from '@detectory/storage';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDataset, createImageLocator } from '../src/adapters/index.js';
import type { DatasetPlan } from '../src/plan/dataset-plan.js';
import { planDataset } from '../src/plan/plan-dataset.js';
import type { PlanOptions } from '../src/plan/plan-options.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { makePng } from './make-image.js';
import { box, drillLine, type JsonLine, readLines } from './make-line.js';
import { createMemoryS3 } from './memory-s3.js';

const options: PlanOptions = {
  split: [1, 0, 0],
  seed: 0,
  negatives: parseNegativesPolicy('keep'),
  onBad: 'skip',
  exif: 'auto',
};

/** The plan of one image of 640 × 480 with the given boxes, beside one that nothing is wrong with. */
function planBoxes(annotations: readonly JsonLine[], more: Partial<PlanOptions> = {}): Promise<DatasetPlan> {
  const classMap = { 0: 'drill', 1: 'saw' };
  const lines = [drillLine('s3://b/a.jpg', { annotations, classMap }), drillLine('s3://b/sound.jpg')];
  return planDataset(readLines(lines), undefined, { ...options, ...more });
}

const rowsOf = ({ images }: DatasetPlan): string[] | undefined =>
  images
    .find((image) => image.sourceRef === 's3://b/a.jpg')
    ?.labelText.trimEnd()
    .split('\n');
/** Of labels alone every image is noted as not read. */
const notesOf = ({ notes: { 'images-not-read': _, ...notes } }: DatasetPlan): DatasetPlan['notes'] => notes;
const reasonsOf = ({ droppedBoxes }: DatasetPlan): unknown =>
  droppedBoxes.map(({ box: position, reason }) => [position, reason]);

/** The edge cases of boxes and images (A3 of the format page), by its rows. */
describe(planDataset, () => {
  it('box out of image: cuts it to the image and counts it', async () => {
    const plan = await planBoxes([box(0, -64, -48, 128, 96), box(0, 576, 432, 128, 96)]);
    expect(rowsOf(plan)).toEqual(['0 0.050000 0.050000 0.100000 0.100000', '0 0.950000 0.950000 0.100000 0.100000']);
    expect(notesOf(plan)).toEqual({ 'box-clipped': 2 });
  });

  it('box out of image: drops what has nothing inside, or less than a tenth of its area', async () => {
    const plan = await planBoxes([
      box(0, 640, 10, 50, 50),
      box(0, -50, 10, 50, 50),
      box(0, -91, 0, 100, 50),
      box(0, -90, 0, 100, 50),
      box(0, 700, 10, 0.5, 9),
    ]);
    expect(reasonsOf(plan)).toEqual([
      [0, 'box-outside-image'],
      [1, 'box-outside-image'],
      [2, 'box-mostly-outside'],
      [4, 'box-outside-image'],
    ]);
    expect(rowsOf(plan)).toHaveLength(1);
  });

  it('zero or sub-pixel size: drops the box, on whichever side it is thin', async () => {
    const plan = await planBoxes([box(0, 5, 5, 0, 9), box(0, 5, 5, 9, 0.5), box(0, 5, 5, -4, 9), box(0, 5, 5, 1, 1)]);
    expect(reasonsOf(plan)).toEqual([
      [0, 'box-under-one-pixel'],
      [1, 'box-under-one-pixel'],
      [2, 'box-under-one-pixel'],
    ]);
    expect(rowsOf(plan)).toHaveLength(1);
  });

  it('small boxes: drops those with a side under --min-box-px, measured after cutting', async () => {
    const boxes = [box(0, 5, 5, 7, 100), box(0, -3, 5, 10, 10), box(0, 100, 5, 8, 8), box(0, 200, 5, 100, 7)];
    expect(reasonsOf(await planBoxes(boxes))).toEqual([]);
    const plan = await planBoxes(boxes, { minBoxPx: 8 });
    expect(reasonsOf(plan)).toEqual([
      [0, 'box-too-small'],
      [1, 'box-too-small'],
      [3, 'box-too-small'],
    ]);
    expect(rowsOf(plan)).toHaveLength(1);
  });

  it('an image that lost all its boxes is dropped with its reason, never kept as a negative', async () => {
    const plan = await planBoxes([box(0, 5, 5, 4, 4)], { minBoxPx: 8 });
    expect(rowsOf(plan)).toBeUndefined();
    expect([...plan.dropped]).toMatchObject([{ sourceRef: 's3://b/a.jpg', reason: 'all-boxes-dropped' }]);
  });

  it('class_id not in class-map: a problem with its line, or the name that other lines or the list know', () => {
    const lines = [
      drillLine('s3://b/a.jpg', { annotations: [box(3)] }),
      drillLine('s3://b/b.jpg', { annotations: [box(0)], classMap: {} }),
      drillLine('s3://b/c.jpg'),
    ];
    const labels = readLines(lines);
    expect(labels.problems).toMatchObject([{ line: 1, reason: 'class-unknown' }]);
    expect(labels.problems[0]?.message).toContain('--labels');
    expect(labels.images.map(({ sourceRef, boxes }) => [sourceRef, boxes[0]?.className])).toEqual([
      ['s3://b/b.jpg', 'drill'],
      ['s3://b/c.jpg', 'drill'],
    ]);
    const named = readLines(lines, { classList: ['drill', 'x', 'y', 'saw'] });
    expect(named.images.at(0)?.boxes[0]?.className).toBe('saw');
  });

  it('objects length other than annotations: noted, and the boxes are kept', async () => {
    const lines = [[], [{ confidence: 0 }], [{ confidence: 0 }, { confidence: 1 }]].map((objects, i) =>
      drillLine(`s3://b/${i}.jpg`, { metadata: { objects } }),
    );
    const plan = await planDataset(readLines(lines), undefined, options);
    expect(notesOf(plan)).toEqual({ 'objects-mismatch': 2 });
    expect(plan.images.map((image) => image.boxes)).toEqual([1, 1, 1]);
  });

  it('notes of the labels come with those of the images', async () => {
    const lines = [drillLine('s3://b/a.jpg', { metadata: { 'human-annotated': 'no' }, annotations: [box(0, -1)] })];
    expect(notesOf(await planDataset(readLines(lines), undefined, options))).toEqual({
      'box-clipped': 1,
      'machine-annotated': 1,
    });
  });

  it('duplicate boxes: keeps one of each row that comes out the same, whatever its class elsewhere', async () => {
    const plan = await planBoxes([
      box(0, 5, 5, 9, 9),
      box(1, 5, 5, 9, 9),
      box(0, 5, 5, 9, 9),
      box(0, 5, 5, 9.0000001, 9),
      // Around the same centre, wider or higher.
      box(0, 4, 5, 11, 9),
      box(0, 5, 4, 9, 11),
    ]);
    expect(reasonsOf(plan)).toEqual([
      [2, 'box-duplicate'],
      [3, 'box-duplicate'],
    ]);
    expect(rowsOf(plan)).toHaveLength(4);
  });

  it('duplicate boxes: keeps and notes boxes of one class with an IoU over 0.95', async () => {
    const near = [box(0, 100, 100, 100, 100), box(0, 101, 101, 100, 100)];
    expect(notesOf(await planBoxes([...near]))).toEqual({ 'box-nearly-repeated': 1 });
    expect(rowsOf(await planBoxes([...near]))).toHaveLength(2);
    expect(notesOf(await planBoxes([box(0, 100, 100, 100, 100), box(1, 101, 101, 100, 100)]))).toEqual({});
    expect(notesOf(await planBoxes([box(0, 100, 100, 100, 100), box(0, 102, 102, 100, 100)]))).toEqual({});
  });

  it('images in other buckets, and the same base name elsewhere: each keeps a name and a label file of its own', async () => {
    const refs = ['s3://one/x/a.jpg', 's3://two/x/a.jpg', 's3://one/y/a.jpg', 's3://two/b.jpg'];
    const { images } = await planDataset(readLines(refs.map((ref) => drillLine(ref))), undefined, options);
    expect(images.map((image) => image.sourceRef)).toEqual(refs);
    expect(images.map((image) => image.fileName.replace(/-[0-9a-f]{12}\./, '-#.'))).toEqual([
      'a-#.jpg',
      'a-#.jpg',
      'a-#.jpg',
      'b.jpg',
    ]);
    expect(new Set(images.map((image) => image.fileName)).size).toBe(4);
  });

  it('key with several dots: only the last suffix gives way to .txt', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'detectory-dots-'));
    const manifest = join(dir, 'output.manifest');
    await writeFile(manifest, `${JSON.stringify(drillLine('s3://b/na.me.v1.jpg'))}\n`);
    const out = join(dir, 'out');
    const tool = { name: 'detectory-prep', version: '0' };
    await buildDataset({
      ...options,
      storage: createStorage(),
      manifests: [manifest],
      out,
      copy: 'none',
      tool,
      recordedOptions: {},
    });
    expect(await readFile(join(out, 'labels/train/na.me.v1.txt'), 'utf8')).toMatch(/^0 /);
    await rm(dir, { recursive: true });
  });
});

describe(createImageLocator, () => {
  it('finds a mirrored image by bucket and key, by key, or by a base name that one file alone has', async () => {
    const { storage, objects } = createMemoryS3();
    const files = ['one/x/a.jpg', 'two/x/a.jpg', 'y/a.jpg', 'elsewhere/only.jpg'];
    for (const file of files) objects.set(`s3://mirror/${file}`, Buffer.alloc(1));
    const locate = createImageLocator({ storage, root: 's3://mirror', manifests: [] });
    const find = (sourceRef: string): ReturnType<typeof locate> => locate({ sourceRef, manifest: 0 });
    expect(await find('s3://one/x/a.jpg')).toEqual({ uri: 's3://mirror/one/x/a.jpg' });
    expect(await find('s3://two/x/a.jpg')).toEqual({ uri: 's3://mirror/two/x/a.jpg' });
    expect(await find('s3://three/y/a.jpg')).toEqual({ uri: 's3://mirror/y/a.jpg' });
    expect(await find('s3://three/z/only.jpg')).toEqual({ uri: 's3://mirror/elsewhere/only.jpg' });
    expect(await find('s3://three/z/a.jpg')).toMatchObject({ reason: 'image-ambiguous' });
    expect(await find('s3://three/z/none.jpg')).toMatchObject({ reason: 'image-missing' });
  });

  it('looks for a bare file name beside its manifest, and below --images where that is given', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'detectory-bare-'));
    await writeFile(join(dir, 'photo 1.jpg'), makePng(64, 48));
    const storage = createStorage();
    const image = readLines([drillLine('photo 1.jpg')]).images.at(0);
    const manifests = [join(dir, 'output.manifest')];
    const found = { uri: join(dir, 'photo 1.jpg') };
    expect(image && (await createImageLocator({ storage, manifests })(image))).toEqual(found);
    const elsewhere = { storage, root: dir, manifests: ['/nowhere/output.manifest'] };
    expect(image && (await createImageLocator(elsewhere)(image))).toEqual(found);
    await rm(dir, { recursive: true });
  });

  it('looks for a relative path below --images, also where other folders have a file of its name', async () => {
    const { storage, objects } = createMemoryS3();
    for (const path of ['x/a.jpg', 'y/a.jpg']) objects.set(`s3://mirror/${path}`, Buffer.alloc(1));
    const locate = createImageLocator({ storage, root: 's3://mirror', manifests: [] });
    expect(await locate({ sourceRef: 'y/a.jpg', manifest: 0 })).toEqual({ uri: 's3://mirror/y/a.jpg' });
  });

  it('refuses a folder that can not be looked into, rather than calling its images missing', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'detectory-loop-'));
    await symlink('photos', join(dir, 'photos'));
    const locate = createImageLocator({ storage: createStorage(), root: dir, manifests: [] });
    await expect(locate({ sourceRef: 's3://photos/a.jpg', manifest: 0 })).rejects.toThrow(/photos.a\.jpg/);
    await rm(dir, { recursive: true });
  });
});
