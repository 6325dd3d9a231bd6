import { chmod, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import { describeFiles } from '../adapters/describe-files.js';
import { toModelManifest } from '../artefacts/to-model-manifest.js';
import type { Engine } from '../engine/engine.js';
import { judgeParity } from '../engine/judge-parity.js';
import { parseExportSizes, toExportFile } from '../options/parse-export-sizes.js';
import type { ReportProgress } from './progress-channel.js';

export interface ModelExportRequest {
  readonly engine: Engine;
  /** A checkpoint inside of the model folder. */
  readonly weights: string;
  readonly modelFolder: string;
  readonly exportSizes: string;
  /** Photos to compare and evaluate on. */
  readonly evaluation?: { readonly split: string; readonly images: readonly string[] } | undefined;
  /** False leaves the figures out: a stop leaves no time for them. Default true. */
  readonly measure?: boolean;
  readonly datasetSha256?: string | undefined;
  readonly report: ReportProgress;
}

const maxParityImages = 32;

/**
 * Exports a checkpoint at fixed sizes into the model folder, compares each with the checkpoint, measures the default one
 * and writes model.json last: without it the folder is no model.
 * @throws ExportMismatchError when an export doesn't answer as its parent
 */
export async function exportModel(request: ModelExportRequest): Promise<ModelManifest> {
  const { engine, modelFolder, evaluation, report } = request;
  const outputs = parseExportSizes(request.exportSizes).map((size, index) => ({
    ...size,
    name: toExportFile(size, index),
  }));
  report({ event: 'stage', stage: 'exporting' });
  const exported = await engine.export({
    weights: request.weights,
    outputs: outputs.map(({ name, ...size }) => ({ ...size, file: join(modelFolder, name) })),
    images: (evaluation?.images ?? []).slice(0, maxParityImages),
  });
  const parity = judgeParity(exported.parities);
  const [first] = outputs;
  const metrics =
    evaluation && first && evaluation.images.length > 0 && request.measure !== false
      ? {
          split: evaluation.split,
          figures: await evaluate(request, exported.model.classNames, first, evaluation.images),
        }
      : undefined;
  const manifest = toModelManifest({
    engine,
    model: exported.model,
    outputs: outputs.map(({ name, ...size }) => ({ ...size, file: name })),
    parity,
    metrics,
    datasetSha256: request.datasetSha256,
    files: await describeFiles(modelFolder),
  });
  await writeManifest(modelFolder, manifest);
  return manifest;
}

function evaluate(
  { engine, modelFolder, report }: ModelExportRequest,
  classNames: readonly string[],
  { name, heightPx, widthPx }: { readonly name: string; readonly heightPx: number; readonly widthPx: number },
  images: readonly string[],
): ReturnType<Engine['evaluate']> {
  report({ event: 'stage', stage: 'evaluating' });
  return engine.evaluate({ model: join(modelFolder, name), size: { heightPx, widthPx }, classNames, images });
}

async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const partial = join(folder, 'model.json.partial');
  await writeFile(partial, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await rename(partial, join(folder, 'model.json'));
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
}
