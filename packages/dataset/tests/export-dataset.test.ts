import { createStorage } from '@detectory/storage';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buildDataset,
  type BuildDatasetOptions,
  exportDataset,
  type ExportDatasetOptions,
  type ExportedDataset,
} from '../src/adapters/index.js';
import type { DatasetJson } from '../src/dataset-json/dataset-json.js';
import { InvalidOptionError, OutputExistsError, UnreadableDatasetError } from '../src/errors.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { readTree } from './list-tree.js';
import { makeJpeg } from './make-image.js';
import { makeJob, type Job, type JobImage } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';
import { createMemoryS3 } from './memory-s3.js';

/** A photo of every orientation, one photo twice below different prefixes, one with dots in its name, one without boxes. */
const photos: JobImage[] = Array.from({ length: 10 }, (_, i) => ({
  key: i === 8 ? 'other/1.jpg' : i === 3 ? 'p/3.v1.jpg' : `p/${i}.jpg`,
  bytes: makeJpeg(640, i === 7 ? 640 : 427, { orientation: (i % 8) + 1, comment: `photo ${i}` }),
  size: [640, i === 7 ? 640 : 427],
  boxes:
    i === 9
      ? []
      : [
          ['drill', 3 * i, 2, 101, 57],
          [i % 2 ? 'saw' : '设备 ', 40, 7.5 + i, 1, 33.5],
        ],
}));

let dir: string;
let job: Job;
let dataset: string;

async function build(manifest: string, out: string, more: Partial<BuildDatasetOptions> = {}): Promise<string> {
  await buildDataset(toBuildOptions(job, { manifests: [manifest], out: join(dir, out), ...more }));
  return join(dir, out);
}

function exportTo(
  to: ExportDatasetOptions['to'],
  out: string,
  more: Partial<ExportDatasetOptions> = {},
): Promise<ExportedDataset> {
  return exportDataset({ storage: createStorage(), dataset, to, out: join(dir, out), attribute: 'job', ...more });
}

/** The rows of each label file, whatever split it is in. */
async function readRows(folder: string): Promise<Record<string, string>> {
  const files = Object.entries(await readTree(folder)).filter(([path]) => path.startsWith('labels/'));
  return Object.fromEntries(files.map(([path, text]) => [path.split('/').at(-1), text]));
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-export-'));
  job = await makeJob(photos);
  dataset = await build(job.manifest, 'set');
});
afterEach(async () => {
  await rm(dir, { recursive: true });
  await rm(job.dir, { recursive: true });
});

async function readSourceRefs(folder: string): Promise<string[]> {
  const { splits } = JSON.parse(await readFile(join(folder, 'dataset.json'), 'utf8')) as DatasetJson;
  return Object.values(splits)
    .flatMap(({ files }) => files.map(({ sourceRef }) => sourceRef))
    .sort();
}

describe(exportDataset, () => {
  it('writes a Ground Truth manifest that builds the same dataset again', async () => {
    const { files, images, boxes } = await exportTo('ground-truth', 'all.manifest');
    expect([files, images, boxes]).toEqual([[join(dir, 'all.manifest')], 10, 18]);
    const again = await build(join(dir, 'all.manifest'), 'again');
    const rowsOf = await readRows(dataset);
    expect(await readRows(again)).toEqual(rowsOf);
    expect(Object.keys(rowsOf)).toHaveLength(10);
    expect(await readFile(join(again, 'data.yaml'), 'utf8')).toBe(await readFile(join(dataset, 'data.yaml'), 'utf8'));
  });

  it('writes lines that Rekognition and an adjustment job take, with the boxes as they were drawn', async () => {
    await exportTo('ground-truth', 'all.manifest');
    const lines = (await readFile(join(dir, 'all.manifest'), 'utf8')).trimEnd().split('\n');
    const first = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find((line) => line['source-ref'] === 's3://photos/p/5.jpg');
    expect(first).toEqual({
      'source-ref': 's3://photos/p/5.jpg',
      job: {
        image_size: [{ width: 640, height: 427, depth: 3 }],
        annotations: [
          { class_id: 0, left: 15, top: 2, width: 101, height: 57 },
          { class_id: 1, left: 40, top: 12.5, width: 1, height: 33.5 },
        ],
      },
      'job-metadata': {
        objects: [{ confidence: 0 }, { confidence: 0 }],
        'class-map': { 0: 'drill', 1: 'saw', 2: '设备 ' },
        type: 'groundtruth/object-detection',
        'human-annotated': 'yes',
        'creation-date': '2026-01-01T00:00:00.000000',
        'job-name': 'labeling-job/job',
      },
    });
  });

  it('writes a file for each split into a folder, and the same bytes every time', async () => {
    const { files, losses } = await exportTo('ground-truth', 'out');
    expect(files.map((file) => file.slice(dir.length))).toEqual([
      '/out/train.manifest',
      '/out/val.manifest',
      '/out/test.manifest',
    ]);
    expect(losses.join()).not.toContain('the splits');
    await exportTo('ground-truth', 'out2');
    expect(await readTree(join(dir, 'out2'))).toEqual(await readTree(join(dir, 'out')));
  });

  it('writes files whose split a build notes as not kept when it reads them together', async () => {
    const { files } = await exportTo('ground-truth', 'out');
    const { datasetJson } = await buildDataset(toBuildOptions(job, { manifests: files, out: join(dir, 'again') }));
    expect(datasetJson.notes).toMatchObject({ 'split-not-kept': 10 });
  });

  it('writes COCO that builds the same labels again', async () => {
    const { files } = await exportTo('coco', 'coco');
    expect(files.map((file) => file.slice(dir.length))).toContain('/coco/annotations/instances_train.json');
    const rows: Record<string, string> = {};
    for (const split of ['train', 'val', 'test']) {
      const manifest = join(dir, `coco/annotations/instances_${split}.json`);
      const options = { images: join(dataset, 'images', split), split: parseSplitSpec('100/0/0') };
      Object.assign(rows, await readRows(await build(manifest, `again-${split}`, options)));
    }
    expect(rows).toEqual(await readRows(dataset));
  });

  it('writes all splits into one COCO file, whose names tell them', async () => {
    await exportTo('coco', 'all.json');
    const again = await build(join(dir, 'all.json'), 'again', { images: join(dataset, 'images') });
    expect(await readRows(again)).toEqual(await readRows(dataset));
    const coco = JSON.parse(await readFile(join(dir, 'all.json'), 'utf8')) as {
      images: { file_name: string; coco_url: string }[];
    };
    expect(coco.images[0]?.file_name).toMatch(/^train\/.*\.jpg$/);
    expect(coco.images[0]?.coco_url).toMatch(/^s3:\/\/photos\//);
    expect(await readSourceRefs(again)).toEqual(await readSourceRefs(dataset));
  });

  it('writes a YOLO folder that is read back row by row, whatever dots a name has', async () => {
    await exportTo('yolo', 'yolo', { yamlRoot: '/data' });
    const own = ['dataset.json', 'splits.lock.json'];
    const expected = Object.entries(await readTree(dataset)).filter(([path]) => !own.includes(path));
    expect(Object.entries(await readTree(join(dir, 'yolo')))).toEqual(expected);
    const again = await build(join(dir, 'yolo'), 'again', { images: undefined });
    expect(await readRows(again)).toEqual(await readRows(dataset));
  });

  it('calls a YOLO folder by its own absolute path where --yaml-root names no other', async () => {
    await exportTo('yolo', 'yolo');
    const yaml = await readFile(join(dir, 'yolo/data.yaml'), 'utf8');
    expect(yaml).toContain(`\npath: ${JSON.stringify(join(dir, 'yolo'))}\n`);
  });

  it('names source-refs below --s3-prefix, where the images folder was uploaded', async () => {
    await exportTo('ground-truth', 'all.manifest', { s3Prefix: 's3://sets/one/images/' });
    expect(await readFile(join(dir, 'all.manifest'), 'utf8')).toContain('{"source-ref":"s3://sets/one/images/train/');
  });

  it('says what the format cannot hold', async () => {
    const one = await exportTo('ground-truth', 'all.manifest');
    expect(one.losses.join('\n')).toMatch(/the splits \(train, val, test\)[^]*images without boxes: 1/);
    expect((await exportTo('yolo', 'yolo')).losses.join()).toContain('where the images come from');
    const local = await build(join(dir, 'yolo'), 'local', { images: undefined });
    const { losses } = await exportTo('ground-truth', 'b.manifest', {
      dataset: local,
      creationDate: '2026-01-01T00:00:00.000000',
    });
    expect(losses.join()).toContain('source-refs that are no s3:// URIs: 10');
  });

  it('asks for a creation date where the dataset knows none', async () => {
    await exportTo('coco', 'all.json');
    const again = await build(join(dir, 'all.json'), 'again', { images: join(dataset, 'images') });
    await expect(exportTo('ground-truth', 'x.manifest', { dataset: again })).rejects.toThrow(InvalidOptionError);
    await expect(exportTo('ground-truth', 'x.manifest', { dataset: again })).rejects.toThrow('--creation-date');
  });

  it('takes the sizes of a dataset without images from --images', async () => {
    const bare = await build(job.manifest, 'bare', { copy: 'none', recordedOptions: { images: false } });
    await expect(exportTo('coco', 'x.json', { dataset: bare })).rejects.toThrow(/built without its images.*--images/);
    await exportTo('ground-truth', 'x.manifest', { dataset: bare, images: job.images });
    await exportTo('ground-truth', 'all.manifest');
    expect(await readFile(join(dir, 'x.manifest'), 'utf8')).toBe(await readFile(join(dir, 'all.manifest'), 'utf8'));
  });

  it('replaces nothing without --force, and leaves nothing half-written', async () => {
    await exportTo('coco', 'all.json');
    await exportTo('yolo', 'yolo');
    const before = await readdir(dir);
    await expect(exportTo('coco', 'all.json')).rejects.toThrow(OutputExistsError);
    await expect(exportTo('yolo', 'yolo')).rejects.toThrow(OutputExistsError);
    await exportTo('yolo', 'yolo', { force: true });
    const failing = { ...createStorage(), copy: async () => Promise.reject(new Error('disk full')) };
    await expect(exportTo('yolo', 'new', { storage: failing })).rejects.toThrow('disk full');
    expect(await readdir(dir)).toEqual(before);
  });

  it('refuses what is no whole dataset', async () => {
    await expect(exportTo('coco', 'x.json', { dataset: dir })).rejects.toThrow(/no such file.*detectory-prep build/);
    await writeFile(join(dataset, 'dataset.json'), '{"formatVersion":2}');
    await expect(exportTo('coco', 'x.json')).rejects.toThrow('its formatVersion is 2; this program reads 1');
    await writeFile(join(dataset, 'dataset.json'), '{"formatVersion":1');
    await expect(exportTo('coco', 'x.json')).rejects.toThrow(UnreadableDatasetError);
  });

  it('goes from S3 to S3', async () => {
    const s3 = createMemoryS3();
    for (const [path, content] of Object.entries(await readTree(dataset)))
      s3.objects.set(`s3://b/set/${path}`, Buffer.from(content, 'latin1'));
    const storage = createStorage(async () => s3.storage);
    await exportTo('yolo', '', { storage, dataset: 's3://b/set', out: 's3://b/yolo' });
    expect(s3.written.at(-1)).toBe('s3://b/yolo/data.yaml');
    await exportTo('coco', '', { storage, dataset: 's3://b/set', out: 's3://b/all.json' });
    expect(s3.objects.has('s3://b/all.json')).toBe(true);
  });
});
