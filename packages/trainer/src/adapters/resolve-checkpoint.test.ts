import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WeightsUnusableError } from '../errors.js';
import { resolveCheckpoint } from './resolve-checkpoint.js';

let baked: string;
beforeAll(() => {
  baked = mkdtempSync(join(tmpdir(), 'detectory-baked-'));
  writeFileSync(join(baked, 'baked.pt'), 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006');
  writeFileSync(join(baked, 'baked-seg.pt'), 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n');
});
afterAll(() => rmSync(baked, { recursive: true }));

const resolve = (name: string, engine = 'yolov5') =>
  resolveCheckpoint(name, engine, {
    downloadFolder: baked,
    environment: { DETECTORY_WEIGHTS_DIR: baked, XDG_CACHE_HOME: baked },
  });

describe(resolveCheckpoint, () => {
  it("answers weights of the engine's kind, and nothing for none", async () => {
    expect(await resolve('baked.pt')).toBe(join(baked, 'baked.pt'));
    expect(await resolve('none')).toBeUndefined();
  });

  it('refuses those of another kind, also where they are baked into an image', async () => {
    await expect(resolve('baked-seg.pt')).rejects.toThrow(WeightsUnusableError);
    await expect(resolve('baked.pt', 'ultralytics')).rejects.toThrow(/set engine to yolov5/);
  });

  it("refuses a name of the other engine's release before it is looked for, unless a file here has it", async () => {
    await expect(resolve('yolov8n.pt')).rejects.toThrow(
      /^The weights yolov8n\.pt can't be trained on: .*add --engine ultralytics/,
    );
    writeFileSync(join(baked, 'yolov5nu.pt'), 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006');
    expect(await resolve('yolov5nu.pt')).toBe(join(baked, 'yolov5nu.pt'));
  });

  it('looks at the end of a large file too', async () => {
    const write = (end: string) =>
      writeFileSync(
        join(baked, 'large.pt'),
        `PK\u0003\u0004cmodels.yolo\nDetectionModel\n${'\0'.repeat(9 << 20)}${end}`,
      );
    write('PK\u0005\u0006');
    expect(await resolve('large.pt')).toBe(join(baked, 'large.pt'));
    write('');
    await expect(resolve('large.pt')).rejects.toThrow(/large\.pt can't be trained on: its end is missing/);
  });
});
