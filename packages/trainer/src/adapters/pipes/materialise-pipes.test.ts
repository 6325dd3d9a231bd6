import { execFileSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { toRecordIo } from '../../contract/testing/to-record-io.js';
import { prepareInput, type PreparedInput } from '../../control/prepare-input.js';
import { type MlFolder, makeMlFolder, type Tree } from '../../testing/ml-folder.js';
import { tinyPng } from '../../testing/tiny-png.js';

let ml: MlFolder;
afterEach(() => ml.remove());

const size = [{ width: 16, height: 16, depth: 3 }];
const box = (classId: number, left = 4) => ({ class_id: classId, left, top: 4, width: 8, height: 4 });
const labelOf = (...annotations: object[]) => JSON.stringify({ annotations, image_size: size });
const label = (classId: number) => labelOf(box(classId));
const metadata = JSON.stringify({
  type: 'groundtruth/object-detection',
  'human-annotated': 'yes',
  'creation-date': '2026-01-01T00:00:00.000000',
  'class-map': { 0: 'drill', 1: 'hammer' },
  objects: [{ confidence: 1 }],
});

/** Makes a FIFO, soon or later, and feeds records into it, as the platform does while the container reads. */
async function feed(channel: string, records: readonly (string | Uint8Array)[], afterMs: number): Promise<void> {
  await sleep(afterMs);
  execFileSync('mkfifo', [join(ml.paths.channels, `${channel}_0`)]);
  const fifo = createWriteStream(join(ml.paths.channels, `${channel}_0`));
  for (const record of records) fifo.write(toRecordIo(typeof record === 'string' ? Buffer.from(record) : record));
  fifo.end();
  await once(fifo, 'close');
}

interface Prepared extends PreparedInput {
  readonly warnings: readonly string[];
}

async function prepare(
  pipes: Readonly<Record<string, readonly (string | Uint8Array)[]>>,
  files: Tree = {},
  afterMs = 0,
): Promise<Prepared> {
  const config = Object.keys(pipes).map((name) => [name, { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' }]);
  ml = makeMlFolder({ ...files, 'config/inputdataconfig.json': JSON.stringify(Object.fromEntries(config)) });
  const fed = Object.entries(pipes).map(([name, records]) => feed(name, records, afterMs));
  const warnings: string[] = [];
  const prepared = await prepareInput({ ...ml, note: () => undefined, warn: (message) => warnings.push(message) });
  await Promise.all(fed);
  return { ...prepared, warnings };
}

const photos = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => [tinyPng(from + index), label(index % 2), metadata]).flat();

describe('Pipe mode and AugmentedManifestFile', () => {
  it('makes a YOLO dataset of photos and labels that come through FIFOs as RecordIO', async () => {
    const { dataset, data, checked } = await prepare({ train: photos(6), validation: photos(2, 100) });
    expect(dataset.classNames).toEqual(['drill', 'hammer']);
    expect([data.train.length, data.val.length]).toEqual([6, 2]);
    expect(checked.tallies.train).toMatchObject({ images: 6, boxes: 6 });
    const [first = ''] = data.train;
    expect(first.startsWith(ml.workFolder)).toBe(true);
    expect(readFileSync(first)).toEqual(tinyPng(0));
    expect(readFileSync(first.replace('/images/', '/labels/').replace('.png', '.txt'), 'utf8')).toMatch(
      /^0 0.50* 0.3750* 0.50* 0.250*\s*$/,
    );
  });

  it('waits for a FIFO that appears late', async () => {
    const { data } = await prepare({ train: photos(2), validation: photos(2, 100) }, {}, 250);
    expect([data.train.length, data.val.length]).toEqual([2, 2]);
  });

  it('refuses a pipe of bare bytes within five seconds, and does not wait for it', async () => {
    ml = makeMlFolder({ 'config/inputdataconfig.json': '{"training":{"TrainingInputMode":"Pipe"}}' });
    const startedAt = performance.now();
    await expect(prepareInput({ ...ml, note: () => undefined, warn: () => undefined })).rejects.toThrow(
      /training is a pipe of bare bytes.*File or FastFile.*RecordIO/,
    );
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('sets a tenth aside where one pipe is all there is', async () => {
    const { data } = await prepare({ training: photos(20) });
    expect([data.train.length, data.val.length]).toEqual([18, 2]);
  });

  it('takes class names from a list in another channel where the metadata is not asked for', async () => {
    const records = photos(4).filter((record) => record !== metadata);
    const { dataset } = await prepare(
      { training: records },
      { 'data/names/labels.json': '{"labels":[{"label":"saw"},{"label":"file"}]}' },
    );
    expect(dataset.classNames).toEqual(['saw', 'file']);
  });

  it('says what to add to AttributeNames where no class has a name', async () => {
    const records = photos(2).filter((record) => record !== metadata);
    await expect(prepare({ training: records })).rejects.toThrow(
      /No class has a name.*-metadata to AttributeNames.*labels.json/,
    );
  });

  it('says how many photos and boxes training goes without, why, and which is the first', async () => {
    const cut = (index: number) => [tinyPng(index).subarray(0, 60), label(0), metadata];
    const outside = [tinyPng(52), labelOf(box(0, 40), box(1)), metadata];
    const train = [...photos(3), ...cut(50), ...cut(51), ...outside, tinyPng(53)];
    const { data, warnings } = await prepare({ train, validation: photos(2, 100) });
    expect(data.train.length).toBe(4);
    expect(warnings.filter((text) => text.includes('training goes without'))).toEqual([
      expect.stringMatching(/2 of 7 photos of the channel train: .*cut off \(first photo 4: .*\[image-truncated\]/),
      expect.stringMatching(/1 of 7 photos of the channel train: lines without labels .*\(first photo 7\)/),
      expect.stringMatching(/1 of the boxes of the channel train: boxes wholly outside .*\(first photo 6\)/),
    ]);
  });

  it('refuses a box of a class that neither the list nor any metadata names', async () => {
    const records = photos(4).filter((record) => record !== metadata);
    await expect(
      prepare({ training: records }, { 'data/names/labels.json': '{"labels":[{"label":"saw"}]}' }),
    ).rejects.toThrow(/Photo 2 of the channel training has a box of class 1, which has no name.*\(saw\).*labels\.json/);
  });

  it('refuses a pipe that is a file', async () => {
    const config = { training: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' } };
    ml = makeMlFolder({ 'config/inputdataconfig.json': JSON.stringify(config), 'data/training_0': 'bytes' });
    await expect(prepareInput({ ...ml, note: () => undefined, warn: () => undefined })).rejects.toThrow(
      /channel training is a pipe .*training_0 is no FIFO.*input mode File/,
    );
  });

  it('refuses a stream in which the photo does not come first', async () => {
    await expect(prepare({ training: [label(0), tinyPng(0)] })).rejects.toThrow(
      /record 1 is no photo.*begin with source-ref/,
    );
  });
});
