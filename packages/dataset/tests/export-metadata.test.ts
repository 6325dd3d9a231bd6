import { createStorage } from '@detectory/storage';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDataset, exportDataset, type ExportDatasetOptions } from '../src/adapters/index.js';
import { parseDatasetJson } from '../src/dataset-json/parse-dataset-json.js';
import { makePng } from './make-image.js';
import { type Job, makeJob } from './make-job.js';
import { box, drillLine, type JsonLine, type LabelParts } from './make-line.js';
import { toBuildOptions } from './to-build-options.js';
import { findSchemaErrors } from './validate-schema.js';

const imageSize = [{ width: 64, height: 48, depth: 3 }];
const jobName = 'labeling-job/x';
const verification = {
  check: 0,
  'check-metadata': { 'class-name': 'good', type: 'groundtruth/label-verification', confidence: 0.9 },
};

let job: Job;

function photoLine(photo: string, parts: LabelParts, other: JsonLine = {}): JsonLine {
  const metadata = { 'job-name': jobName, ...parts.metadata };
  return { ...drillLine(`s3://photos/${photo}.png`, { imageSize, ...parts, metadata }), ...other };
}

/** Whatever a line can hold: a model's label, a box outside the photo, a date of its own, an adjustment, a verification, a key. */
const lines: readonly JsonLine[] = [
  photoLine('a', { metadata: { objects: [{ confidence: 0.25 }], 'human-annotated': 'no' } }, { camera: 'front' }),
  photoLine('b', {
    annotations: [box(0), box(0, 900), box(0, 30)],
    metadata: { objects: [{ confidence: 0.1 }, { confidence: 0.2 }, { confidence: 0.3 }] },
  }),
  photoLine('c', { metadata: { 'creation-date': '2025-01-01T00:00:00.500000', 'adjustment-status': 'adjusted' } }),
  photoLine('d', { annotations: [], metadata: { 'human-annotated': 'no' } }, verification),
];

beforeEach(async () => {
  const photos = ['a', 'b', 'c', 'd', 'e'].map((name, i) => ({
    key: `${name}.png`,
    boxes: [],
    bytes: makePng(64, 48, i),
  }));
  job = await makeJob(photos);
});
afterEach(() => rm(job.dir, { recursive: true }));

async function build(built: readonly JsonLine[]): Promise<void> {
  await writeFile(job.manifest, built.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await buildDataset(toBuildOptions(job, { force: true, onBad: 'skip' }));
}

async function exportLosses(to: ExportDatasetOptions['to'], more: Partial<ExportDatasetOptions> = {}): Promise<string> {
  const out = join(job.dir, to === 'yolo' ? 'yolo' : to === 'coco' ? 'all.json' : 'all.manifest');
  const dataset = join(job.dir, 'out');
  const { losses } = await exportDataset({ storage: createStorage(), dataset, to, out, force: true, ...more });
  return losses.join('\n');
}

/** The exported lines' metadata under an attribute, by the photo. */
async function readMetadata(attribute: string): Promise<Record<string, JsonLine>> {
  const text = await readFile(join(job.dir, 'all.manifest'), 'utf8');
  const read = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonLine);
  return Object.fromEntries(
    read.map((line) => [String(line['source-ref']).slice(-5, -4), line[`${attribute}-metadata`] as JsonLine]),
  );
}

describe('metadata of Ground Truth labels', () => {
  it('come back as they were: confidences, who drew, dates, attribute and job', async () => {
    await build(lines);
    await exportLosses('ground-truth');
    const usual = { 'job-name': jobName, 'human-annotated': 'yes', 'creation-date': '2026-01-02T03:04:05.000000' };
    expect(await readMetadata('tools')).toMatchObject({
      a: { ...usual, objects: [{ confidence: 0.25 }], 'human-annotated': 'no' },
      b: { ...usual, objects: [{ confidence: 0.1 }, { confidence: 0.3 }] },
      c: { ...usual, objects: [{ confidence: 0 }], 'creation-date': '2025-01-01T00:00:00.500000' },
      d: { ...usual, objects: [], 'human-annotated': 'no' },
    });
  });

  it('are named where a dataset does not keep them: adjustments, verifications, keys that passed through', async () => {
    await build(lines);
    expect(await exportLosses('ground-truth')).toContain(
      'what else the labels held, which no dataset keeps: "camera", "check", "tools-metadata.adjustment-status"',
    );
  });

  it('stand in a dataset.json that keeps to its schema, and only where the labels have them', async () => {
    await build(lines);
    const schemaUrl = new URL('../schema/dataset.schema.json', import.meta.url);
    const schema = JSON.parse(await readFile(schemaUrl, 'utf8')) as JsonLine;
    const text = await readFile(join(job.dir, 'out', 'dataset.json'), 'utf8');
    expect(findSchemaErrors(JSON.parse(text), schema)).toEqual([]);
    const { splits, jobNames } = parseDatasetJson(text, 'dataset.json');
    const files = Object.values(splits).flatMap((split) => split.files);
    const kept = files.map(({ file, humanAnnotated, labelledAt, confidences }) => {
      return [file, { humanAnnotated, labelledAt, confidences }];
    });
    expect(jobNames).toEqual([jobName]);
    expect(Object.fromEntries(kept)).toEqual({
      'a.png': { humanAnnotated: false, confidences: [0.25] },
      'b.png': { confidences: [0.1, 0.3] },
      'c.png': { labelledAt: '2025-01-01T00:00:00.500000', confidences: [0] },
      'd.png': { humanAnnotated: false },
    });
  });

  it.each(['coco', 'yolo'] as const)('are named when labels go to %s, which has no place for them', async (to) => {
    await build(lines);
    expect(await exportLosses(to)).toContain(
      'confidences, when the labels were made, that a model drew the boxes of 2 images, label attributes ("tools"), names of jobs ("labeling-job/x"): they stand in dataset.json',
    );
    expect(await exportLosses(to)).toContain('what else the labels held, which no dataset keeps: "camera"');
  });

  it('are named where a line has room for one name and the labels have several', async () => {
    const other = JSON.parse(
      JSON.stringify(photoLine('e', { metadata: { 'job-name': 'labeling-job/y' } })).replaceAll('"tools', '"parts'),
    ) as JsonLine;
    await build([...lines, other]);
    expect(await exportLosses('ground-truth')).toMatch(
      /label attributes \("parts", "tools"\): each line has "labels"\nnames of jobs \("labeling-job\/x", "labeling-job\/y"\): each line has "labeling-job\/labels"/,
    );
    expect(Object.keys(await readMetadata('labels'))).toHaveLength(5);
  });

  it('give way to --creation-date and --label-attribute, which is said', async () => {
    await build(lines);
    const creationDate = '2026-05-05T00:00:00.000000';
    const losses = await exportLosses('ground-truth', { creationDate, attribute: 'again' });
    expect(losses).toMatch(/label attributes \("tools"\): each line has "again"\nwhen the labels were made/);
    const dates = Object.values(await readMetadata('again')).map((metadata) => metadata['creation-date']);
    expect(new Set(dates)).toEqual(new Set([creationDate]));
  });

  it('belong to no box where rows of the label file came or went since the build', async () => {
    await build(lines.slice(1, 2).concat(lines[0] as JsonLine, lines[2] as JsonLine));
    const text = await readFile(join(job.dir, 'out', 'dataset.json'), 'utf8');
    await writeFile(join(job.dir, 'out', 'dataset.json'), text.replace('[0.1,0.3]', '[0.1]'));
    await exportLosses('ground-truth');
    expect(await readMetadata('tools')).toMatchObject({ b: { objects: [{ confidence: 1 }, { confidence: 1 }] } });
  });

  it("are a model's for merged lines of which one is", async () => {
    const person = photoLine('a', { annotations: [box(0, 40)], metadata: { objects: [{ confidence: 0.5 }] } });
    await writeFile(job.manifest, [person, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
    await buildDataset(toBuildOptions(job, { onDuplicate: 'merge', onBad: 'skip' }));
    await exportLosses('ground-truth');
    expect(await readMetadata('tools')).toMatchObject({
      a: { 'human-annotated': 'no', objects: [{ confidence: 0.5 }, { confidence: 0.25 }] },
    });
  });
});

describe('what COCO files hold besides', () => {
  it('is named where an object was more than an upright box', async () => {
    await build(lines);
    await exportLosses('coco');
    const own = join(job.dir, 'all.json');
    const file = JSON.parse(await readFile(own, 'utf8')) as { annotations: object[] };
    const [first, ...others] = file.annotations;
    const masked = { ...first, segmentation: [[0, 0, 5, 0, 5, 9]] };
    const crowd = { ...first, id: 1000, iscrowd: 1, segmentation: {} };
    await writeFile(own, JSON.stringify({ ...file, annotations: [masked, ...others, crowd] }));
    await buildDataset(toBuildOptions(job, { manifests: [own], force: true }));
    for (const to of ['coco', 'yolo'] as const) {
      const losses = await exportLosses(to);
      expect(losses).toMatch(/^masks, polygons or key points .*: 1$/m);
      expect(losses).toMatch(/^crowd regions .*: 1$/m);
      expect(losses).not.toContain('drawn rotated');
    }
  });

  it('goes through the dataset as supercategories do, or is named', async () => {
    await build(lines);
    await exportLosses('coco');
    const own = join(job.dir, 'all.json');
    const readFileOf = async (path: string): Promise<{ categories: { supercategory: string }[] }> =>
      JSON.parse(await readFile(path, 'utf8')) as { categories: { supercategory: string }[] };
    const file = await readFileOf(own);
    const grouped = file.categories.map((category) => ({ ...category, supercategory: 'tool', keypoints: ['tip'] }));
    await copyFile(own, join(job.dir, 'ours.json'));
    await writeFile(join(job.dir, 'theirs.json'), JSON.stringify({ ...file, categories: grouped }));
    for (const [manifest, named, supercategory] of [
      ['theirs.json', ['"categories.keypoints"'], 'tool'],
      ['ours.json', [], ''],
    ] as const) {
      await buildDataset(toBuildOptions(job, { manifests: [join(job.dir, manifest)], force: true }));
      const losses = await exportLosses('coco');
      const other = /^what else the labels held, which no dataset keeps: (.*)$/m.exec(losses)?.[1];
      expect(other?.split(', ') ?? []).toEqual(named);
      expect(losses).not.toContain('supercategor');
      const kept = (await readFileOf(own)).categories.map((category) => category.supercategory);
      expect(new Set(kept)).toEqual(new Set([supercategory]));
      expect((await exportLosses('yolo')).includes('supercategories: they stand')).toBe(supercategory !== '');
    }
  });
});
