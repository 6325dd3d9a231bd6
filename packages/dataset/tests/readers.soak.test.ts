import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDataset, exportDataset, readLabelSources, readSplitsLock } from '../src/adapters/index.js';
import { makeReport } from '../src/adapters/report/index.js';
import { parseDataYaml as parseCheckedYaml } from '../src/check/parse-data-yaml.js';
import { parseLabelFile } from '../src/check/parse-label-file.js';
import { CocoCollector } from '../src/coco/coco-collector.js';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import type { Labels } from '../src/ground-truth/labels.js';
import { parseClassListFile } from '../src/ground-truth/parse-class-list.js';
import { parseGroupBy } from '../src/groups/group-by.js';
import { parseClassLines, parseNotes } from '../src/yolo/parse-class-lines.js';
import { parseDataYaml } from '../src/yolo/parse-data-yaml.js';
import { parseLabelRows } from '../src/yolo/parse-label-rows.js';
import { parseObjData } from '../src/yolo/parse-obj-data.js';
import { createBuiltDataset } from './create-built-dataset.js';
import { cocoExample, mutated, mutatedJson, runTyped, strangeCoco } from './fuzz-inputs.js';
import { makeJpeg } from './make-image.js';
import { box, drillLine } from './make-line.js';
import { createMemoryS3 } from './memory-s3.js';
import { runSoak, soakTimeoutMs } from './run-soak.js';

const coco = JSON.stringify(cocoExample);
const line = drillLine('s3://b/a.jpg', { annotations: [box(0), box('0', 1.5)] });
const verified = {
  ...line,
  check: '1',
  'check-metadata': { 'class-name': 'bad', type: 'groundtruth/label-verification', 'worker-feedback': [{}] },
};
const yaml = 'path: .\ntrain: [images, train.txt]\nval: images\nnames:\n  0: drill\n  1: saw\n';
const objData = 'classes = 1\ntrain = train.txt\nnames = obj.names\n';
const notes = '{"categories":[{"id":0,"name":"drill"}],"info":{}}';
const rows = '0 0.5 0.5 0.1 0.1\n1 0.2 0.2 1 1\n';
const outline = '0 0.1 0.1 0.5 0.1 0.5 0.5\n';
const anyText = fc.oneof(mutated([yaml, objData, notes, rows, outline, coco, '["drill"]']), fc.string());

function expectFinite({ images }: Labels): void {
  for (const { boxes } of images)
    for (const { left, top, width, height } of boxes)
      expect([left, top, width, height].every(Number.isFinite)).toBe(true);
}

describe('for ten minutes, readers throw nothing but errors of ours', () => {
  it(
    'whatever the lines of a manifest hold',
    async () => {
      const texts = fc.array(
        fc.oneof(mutated([JSON.stringify(line)]), mutatedJson(line), mutatedJson(verified), fc.json(), fc.string()),
        { maxLength: 6 },
      );
      const policy = fc.constantFrom('newest' as const, 'first' as const, 'merge' as const, 'error' as const);
      const read = fc.asyncProperty(texts, policy, async (lines, onDuplicate) =>
        runTyped(() => {
          const groupBy = parseGroupBy('key=camera');
          const collector = new LabelCollector({ onDuplicate, dropVerified: ['bad'], groupBy });
          collector.startManifest('output.manifest');
          lines.forEach((text, i) => collector.addLine(text, i + 1));
          expectFinite(collector.finish());
        }),
      );
      await runSoak('Ground Truth', 0.2, read);
    },
    soakTimeoutMs,
  );

  it(
    'whatever a COCO file holds, in whatever chunks',
    async () => {
      const text = fc.oneof(mutated([coco]), mutatedJson(cocoExample), strangeCoco, fc.string());
      const read = fc.asyncProperty(text, fc.integer({ min: 1, max: 60 }), async (file, size) =>
        runTyped(() => {
          const collector = new CocoCollector();
          collector.startFile('x.json');
          for (let at = 0; at < file.length; at += size) collector.push(file.slice(at, at + size));
          expectFinite(collector.finish());
        }),
      );
      await runSoak('COCO', 0.2, read);
    },
    soakTimeoutMs,
  );

  it(
    'whatever a data.yaml, an obj.data, a list of classes or a label file holds',
    async () => {
      const read = fc.asyncProperty(anyText, fc.uint8Array(), async (text, bytes) => {
        for (const parse of [
          () => parseDataYaml(text, 'data.yaml'),
          () => parseCheckedYaml(text),
          () => parseObjData(text),
          () => parseClassLines(text),
          () => parseNotes(text, 'notes.json'),
          () => parseClassListFile(text, 'labels.json'),
          () => parseLabelRows(text, () => 'drill'),
          () => parseLabelFile(Buffer.from(text)),
          () => parseLabelFile(bytes),
        ])
          await runTyped(parse);
      });
      await runSoak('YOLO texts', 0.2, read);
    },
    soakTimeoutMs,
  );

  it(
    'whatever the files of a YOLO, CVAT or Label Studio folder hold',
    async () => {
      const photo = makeJpeg(64, 48, { orientation: 6 });
      const image = fc
        .record({ at: fc.nat(photo.length - 1), byte: fc.nat(255), cut: fc.integer({ min: 0, max: 3 * photo.length }) })
        .map(({ at, byte, cut }) =>
          Buffer.from(photo)
            .fill(byte, at, at + 1)
            .subarray(0, cut),
        );
      const files = fc.record(
        {
          'data.yaml': mutated([yaml]),
          'obj.data': mutated([objData]),
          'obj.names': mutated(['drill\nsaw\n']),
          'classes.txt': mutated(['drill\nsaw\n']),
          'notes.json': mutated([notes]),
          'result.json': fc.oneof(mutated([coco]), mutatedJson(cocoExample)),
          'train.txt': mutated(['images/a.jpg\n./images/b.jpg\n/x/images/a.jpg\n']),
          'images/a.jpg': image,
          'images/b.jpg': image,
          'labels/a.txt': mutated([rows, outline]),
          'labels/b.txt': mutated([rows, outline]),
        },
        { requiredKeys: [] },
      );
      const read = fc.asyncProperty(files, async (contents) => {
        const { storage, objects } = createMemoryS3();
        for (const [path, content] of Object.entries(contents)) objects.set(`s3://b/set/${path}`, Buffer.from(content));
        await runTyped(() => checkDataset({ storage, dataset: 's3://b/set' }));
        for (const input of ['s3://b/set', 's3://b/set/data.yaml', 's3://b/set/obj.data', 's3://b/set/result.json'])
          await runTyped(async () => {
            const { labels, locate } = await readLabelSources({ storage, inputs: [input] });
            expectFinite(labels);
            for (const found of labels.images) await locate(found);
          });
      });
      await runSoak('folders', 0.2, read);
    },
    soakTimeoutMs,
  );

  it(
    'whatever a dataset.json and a splits.lock.json hold',
    async () => {
      const built = await createBuiltDataset();
      const textOf = (name: string): string => Buffer.from(built.get(`s3://b/set/${name}`) ?? '').toString();
      const damaged = (name: string): fc.Arbitrary<string> =>
        fc.oneof(mutated([textOf(name)]), mutatedJson(JSON.parse(textOf(name))), fc.json());
      const read = fc.asyncProperty(damaged('dataset.json'), damaged('splits.lock.json'), async (record, lock) => {
        const { storage, objects } = createMemoryS3();
        for (const [uri, bytes] of built) objects.set(uri, bytes);
        objects.set('s3://b/set/dataset.json', Buffer.from(record));
        objects.set('s3://b/set/splits.lock.json', Buffer.from(lock));
        await runTyped(() => readSplitsLock(storage, 's3://b/set'));
        for (const to of ['ground-truth', 'coco', 'yolo'] as const)
          await runTyped(() =>
            exportDataset({ storage, dataset: 's3://b/set', to, out: `s3://b/${to}`, attribute: 'labels' }),
          );
        await runTyped(() => makeReport({ storage, place: 's3://b/set', imgsz: 64, imagesPerClass: 1 }));
      });
      await runSoak('records', 0.2, read);
    },
    soakTimeoutMs,
  );
});
