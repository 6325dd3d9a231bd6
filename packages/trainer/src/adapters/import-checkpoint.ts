import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import { exportModel } from '../control/export-model.js';
import type { ReportProgress } from '../control/progress-channel.js';
import { OutputExistsError } from '../errors.js';
import { createYolov5Engine } from './create-yolov5-engine.js';
import { packModel } from './pack-model.js';
import { readDataset } from './read-dataset.js';
import { resolveWeights } from './resolve-weights.js';

export interface ImportRequest {
  /** A path, s3:// URI or name of a YOLOv5 checkpoint. */
  readonly weights: string;
  /** The folder that gets model.tar.gz. */
  readonly out: string;
  readonly exportSizes: string;
  /** A dataset whose validation photos the export is compared and measured on; without one, noise. */
  readonly data?: string | undefined;
  readonly report: ReportProgress;
}

/** Turns an existing checkpoint into our model archive: exported, compared with itself, described. */
export async function importCheckpoint(
  request: ImportRequest,
): Promise<{ readonly model: string; readonly manifest: ModelManifest }> {
  const archive = join(request.out, 'model.tar.gz');
  if (await stat(archive).catch(() => undefined)) throw new OutputExistsError(archive);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-import-'));
  try {
    const modelFolder = join(folder, 'model');
    await mkdir(modelFolder);
    const weights = join(modelFolder, 'best.pt');
    await cp((await resolveWeights(request.weights, { downloadFolder: folder })) ?? request.weights, weights);
    const dataset = request.data ? await readDataset(request.data) : undefined;
    const manifest = await exportModel({
      engine: createYolov5Engine({ onEvent: request.report, onLog: () => undefined }),
      weights,
      modelFolder,
      exportSizes: request.exportSizes,
      evaluation: dataset ? { split: 'val', images: dataset.images.val } : undefined,
      datasetSha256: dataset?.sha256,
      report: request.report,
    });
    await packModel(modelFolder, archive);
    return { model: archive, manifest };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
