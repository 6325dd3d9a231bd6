import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as sharp from '@detectory/imaging/sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fusedManifest, temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
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

  it('warms the decoder alone where no model is named', async () => {
    await new ModelRunner().warmUp();
    expect(sharp.decodeImage).toHaveBeenCalledTimes(1);
  });
});
