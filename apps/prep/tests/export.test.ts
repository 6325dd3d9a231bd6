import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/main.js';
import { runCaptured } from './run-captured.js';

/** A whole BMP of black pixels; each size makes other bytes. */
function makeBmp(widthPx: number, heightPx: number): Uint8Array {
  const headerBytes = 54;
  const bytes = Buffer.alloc(headerBytes + Math.ceil((widthPx * 3) / 4) * 4 * heightPx);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(headerBytes, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(widthPx, 18);
  bytes.writeInt32LE(heightPx, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

/** A PNG as far as a header reader looks. */
function makePngHead(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.write('IHDR', 12);
  bytes.writeInt32BE(widthPx, 16);
  bytes.writeInt32BE(heightPx, 20);
  return bytes;
}

let dir: string;
let photos: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-export-'));
  photos = join(dir, 'photos');
  await mkdir(photos);
});
afterEach(() => rm(dir, { recursive: true }));

async function buildDataset(): Promise<string> {
  const ids = Array.from({ length: 10 }, (_, i) => i);
  for (const id of ids) await writeFile(join(photos, `${id}.bmp`), makeBmp(64 + id, 48));
  const coco = {
    images: ids.map((id) => ({ id, file_name: `${id}.bmp`, width: 64 + id, height: 48 })),
    annotations: ids.map((id) => ({ id, image_id: id, category_id: 1, bbox: [id, 2, 30, 40] })),
    categories: [{ id: 1, name: 'drill' }],
  };
  await writeFile(join(dir, 'coco.json'), JSON.stringify(coco));
  const out = join(dir, 'set');
  const { stderr, exitCode } = await runCaptured('build', join(dir, 'coco.json'), '--images', photos, '--out', out);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  return out;
}

describe(run, () => {
  it('exports a dataset, says what the format does not hold, and reads it back', async () => {
    const dataset = await buildDataset();
    const out = join(dir, 'out.manifest');
    const prefix = ['--s3-prefix', 's3://b/set/images', '--creation-date', '2026-01-31T12:00:00Z'];
    const { stdout, exitCode } = await runCaptured('export', dataset, '--to', 'ground-truth', ...prefix, '--out', out);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Not everything comes along to Ground Truth:\n  the splits (train, val, test)');
    expect(stdout).toContain(`10 images, 10 boxes in\n  ${out}`);
    const inspected = await runCaptured('inspect', out, '--json');
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      boxes: 10,
      lines: { labelled: 10 },
      attributes: [{ attribute: 'labels' }],
    });
  });

  it('exports as one JSON document', async () => {
    const dataset = await buildDataset();
    const { stdout } = await runCaptured('export', dataset, '--to', 'coco', '--out', join(dir, 'coco'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ images: 10, files: { length: 3 } });
  });

  it.each([
    [['--to', 'voc'], '--to voc: expected ground-truth, coco or yolo'],
    [['--to', 'ground-truth', '--s3-prefix', 'bucket/x'], '--s3-prefix bucket/x: expected an s3:// URI'],
    [['--to', 'ground-truth', '--label-attribute', 'a-ref'], '--label-attribute a-ref'],
    [['--to', 'ground-truth', '--creation-date', 'now'], '--creation-date now: expected a time'],
    [['--to', 'yolo'], 'YOLO needs a folder'],
  ])('ends with 2 on %j', async (words, text) => {
    const { exitCode, stderr } = await runCaptured('export', dir, '--out', join(dir, 'x.json'), ...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(text)]);
  });

  it('writes the input manifest of a new job', async () => {
    for (const name of ['b.png', 'a.png']) await writeFile(join(photos, name), makePngHead(640, 480));
    await writeFile(join(photos, 'notes.txt'), '');
    const out = join(dir, 'input.manifest');
    const words = ['manifest', photos, '--s3-prefix', 's3://bucket/in', '--out', out];
    const { stdout, exitCode } = await runCaptured(...words);
    expect([exitCode, stdout]).toEqual([0, `Passed over: 1 other file\n2 photos in ${out}\n`]);
    expect(await readFile(out, 'utf8')).toBe(
      '{"source-ref":"s3://bucket/in/a.png"}\n{"source-ref":"s3://bucket/in/b.png"}\n',
    );
    expect((await runCaptured(...words)).stderr).toContain('--force');
    expect((await runCaptured(...words, '--force')).exitCode).toBe(0);
  });

  it('writes nothing when Ground Truth would refuse a photo, unless told to leave it out', async () => {
    await writeFile(join(photos, 'a.png'), makePngHead(640, 480));
    await writeFile(join(photos, 'b.bmp'), makeBmp(20, 20));
    const words = ['manifest', photos, '--s3-prefix', 's3://bucket/in', '--out', join(dir, 'input.manifest')];
    const { exitCode, stderr } = await runCaptured(...words);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("1 photo can't be labelled, and nothing was written"),
    ]);
    expect(await readdir(dir)).toEqual(['photos']);
    expect((await runCaptured(...words, '--on-bad', 'skip')).stdout).toContain('Left out: 1');
  });

  it('asks where local photos lie on S3', async () => {
    await writeFile(join(photos, 'a.png'), makePngHead(640, 480));
    const { exitCode, stderr } = await runCaptured('manifest', photos, '--out', join(dir, 'x'));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--s3-prefix')]);
  });
});
