import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as sharp from '@detectory/imaging/sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeBareOnnx } from '../../model/describe-bare-onnx.js';
import { fusedManifest, rawYolov5Onnx, temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { LoadedExport } from './loaded-export.js';
import { ModelRunner } from './model-runner.js';

vi.mock('@detectory/imaging/sharp', { spy: true });

let folder: string;
beforeEach(async () => {
  vi.clearAllMocks();
  folder = await writeFusedModel(await temporaryFolder(), []);
});
afterEach(() => rm(folder, { recursive: true }));

describe(ModelRunner, () => {
  it('warms up by decoding a JPEG and passing it through each size of the model', async () => {
    const [entry] = fusedManifest().exports;
    const path = join(folder, 'model.onnx');
    const runner = new ModelRunner();
    await runner.load(7, {
      exports: [0, 1].map(() => ({ ...entry!, path })),
      head: 'anchor-grid',
      classCount: 2,
      threads: 1,
    });
    const run = vi.spyOn(LoadedExport.prototype, 'run');
    await runner.warmUp(7);
    expect(vi.mocked(sharp.decodeImage).mock.calls).toEqual([[expect.any(Uint8Array)]]);
    expect(await vi.mocked(sharp.decodeImage).mock.results[0]?.value).toMatchObject({ widthPx: 8, heightPx: 8 });
    expect(run).toHaveBeenCalledTimes(2);
    run.mockRestore();
    await runner.unload(7);
  });

  it('runs models whose buffers are shared, one after the other, and one when the other is closed', async () => {
    const runner = new ModelRunner();
    for (const [modelId, confidence] of [0.9, 0.8].entries()) {
      const path = join(folder, `raw-${modelId}.onnx`);
      const bytes = rawYolov5Onnx([[32, 32, 16, 16, 1, confidence, 0]]);
      await writeFile(path, bytes);
      const [entry] = describeBareOnnx('raw.onnx', bytes).exports;
      await runner.load(modelId, { exports: [{ ...entry!, path }], head: 'anchor-grid', classCount: 2, threads: 1 });
    }
    const image = { pixels: new Uint8Array(64 * 64 * 3), widthPx: 64, heightPx: 64 };
    const options = { confidence: 0.25, iou: 0.45, maxDetections: 10, multiLabel: false };
    const confidenceOf = async (modelId: number): Promise<number | undefined> =>
      (await runner.run(modelId, { image, options, scaledDecoding: false })).rows[4];
    const both = await Promise.all([0, 1, 0, 1].map(confidenceOf));
    expect(both).toEqual([0.9, 0.8, 0.9, 0.8].map(Math.fround));
    await runner.unload(0);
    expect(await confidenceOf(1)).toBe(Math.fround(0.8));
    await runner.unload(1);
  });

  it('warms the decoder alone where no model is named', async () => {
    await new ModelRunner().warmUp();
    expect(sharp.decodeImage).toHaveBeenCalledTimes(1);
  });
});
