import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportFile } from '../artefacts/open-export.js';
import { exportModel, type ModelExportRequest } from './export-model.js';
import { exportParent, type ExportedParent } from './export-parent.js';
import { makeVariants } from './make-variants.js';

vi.mock('./export-parent.js');
vi.mock('./make-variants.js');

let work: string;
beforeEach(() => void (work = mkdtempSync(join(tmpdir(), 'detectory-export-model-'))));
afterEach(() => rmSync(work, { recursive: true }));

describe(exportModel, () => {
  it('Stop: puts nothing into the model folder where it was given up before', async () => {
    const kill = new AbortController();
    const file = join(work, 'fp32.onnx');
    writeFileSync(file, 'whole');
    vi.mocked(exportParent).mockResolvedValue({} as ExportedParent);
    vi.mocked(makeVariants).mockImplementation(() => {
      kill.abort();
      const made: ExportFile[] = [{ file, precision: 'fp32', heightPx: 64, widthPx: 64 }];
      return Promise.resolve({ made, measured: [], refusals: [] });
    });
    const request: Partial<ModelExportRequest> = {
      modelFolder: join(work, 'model'),
      precisions: ['fp32'],
      report: () => undefined,
      kill: kill.signal,
    };
    await expect(exportModel(request as ModelExportRequest)).rejects.toMatchObject({ name: 'EngineKilledError' });
    expect(readdirSync(work)).toEqual(['fp32.onnx']);
  });
});
