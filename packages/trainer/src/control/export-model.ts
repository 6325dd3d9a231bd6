import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import type { Evaluation } from '@detectory/inference-core/evaluation';
import { describeFiles } from '../adapters/describe-files.js';
import type { LabelledPhotos } from '../adapters/evaluation/read-labelled-photos.js';
import { chooseExports } from '../artefacts/choose-exports.js';
import { toModelManifest } from '../artefacts/to-model-manifest.js';
import type { Engine } from '../engine/engine.js';
import { EngineKilledError } from '../errors.js';
import type { ExportVariant, Refusal } from '../quantise/export-variant.js';
import type { Precision } from '../quantise/precision.js';
import { exportParent } from './export-parent.js';
import { assertPhotosFor, makeVariants } from './make-variants.js';
import type { MetricsEvent, ReportProgress } from './progress-channel.js';

export interface ModelExportRequest {
  readonly engine: Engine;
  /** A checkpoint inside of the model folder. */
  readonly weights: string;
  readonly modelFolder: string;
  readonly exportSizes: string;
  /** In which precisions, the one to be served first. */
  readonly precisions: readonly Precision[];
  /** How much mAP50-95 a precision may lose against fp32. */
  readonly maxMapDrop: number;
  /** Training photos, by which int8 is calibrated. */
  readonly calibration: readonly string[];
  /** Photos to compare and measure on; without them fp32 is compared on noise, and nothing else can be made. */
  readonly evaluation?: ({ readonly split: string } & LabelledPhotos) | undefined;
  readonly datasetSha256?: string | undefined;
  readonly report: ReportProgress;
  /** False measures nothing, because a stop leaves no time: the model is then fp32 and says nothing of its worth. Default true. */
  readonly measure?: boolean;
  /** Kills whatever program runs. */
  readonly kill?: AbortSignal | undefined;
}

export interface ExportedArchive {
  readonly manifest: ModelManifest;
  /** Of the default export; undefined where nothing could be measured. */
  readonly evaluation: Evaluation | undefined;
  readonly variants: readonly ExportVariant[];
  readonly refusals: readonly Refusal[];
}

/**
 * Exports a checkpoint at fixed sizes and precisions, compares it with itself, measures each file, and puts those that
 * pass into the model folder; model.json comes last: without it the folder is no model.
 * @throws DatasetUnusableError, ExportMismatchError when an export doesn't answer as its parent, EngineKilledError
 */
export async function exportModel(request: ModelExportRequest): Promise<ExportedArchive> {
  const { modelFolder, evaluation, precisions, report } = request;
  assertPhotosFor(request);
  const workFolder = await mkdtemp(join(tmpdir(), 'detectory-export-'));
  try {
    report({ event: 'stage', stage: 'exporting' });
    const parent = await exportParent(request, workFolder);
    const { made, measured, refusals } = await makeVariants(request, parent, workFolder);
    const chosen = chooseExports(made, precisions, refusals);
    for (const { from, entry } of chosen) {
      assertWanted(request);
      await install(from, join(modelFolder, entry.file));
    }
    const precision = chosen[0]?.entry.precision;
    const served = measured.find(({ variant }) => variant.precision === precision)?.evaluation;
    const variants = measured.map(({ variant }) => variant);
    const manifest = toModelManifest({
      licence: request.engine.licence,
      ...parent,
      exports: chosen.map(({ entry }) => entry),
      metrics: evaluation && served ? { split: evaluation.split, evaluation: served } : undefined,
      variants,
      refusals,
      datasetSha256: request.datasetSha256,
      files: await describeFiles(modelFolder),
    });
    assertWanted(request);
    await writeManifest(modelFolder, manifest);
    if (served) report(toMetricsEvent(served));
    if (variants.length > 1) report({ event: 'variants', variants, refusals, served: precision });
    return { manifest, evaluation: served, variants, refusals };
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** Who gave the export up has put the model folder in order since, without it. */
function assertWanted({ kill }: ModelExportRequest): void {
  if (kill?.aborted) throw new EngineKilledError('the export took longer than a stop may');
}

function toMetricsEvent({ photos, boxes, yolov5, classNames }: Evaluation): MetricsEvent {
  const { precision, recall, mAP50, mAP50_95 } = yolov5;
  const classes = yolov5.classes.map(({ classIndex, ...figures }) => ({
    name: classNames[classIndex] ?? '',
    boxes: figures.boxes,
    precision: figures.precision,
    recall: figures.recall,
    mAP50: figures.mAP50,
    mAP50_95: figures.mAP50_95,
  }));
  return { event: 'metrics', images: photos, boxes, precision, recall, mAP50, mAP50_95, classes };
}

/** The work folder may lie on another disk: copied beside its place, then renamed. */
async function install(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.partial`);
  await rename(`${to}.partial`, to);
}

async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const partial = join(folder, 'model.json.partial');
  await writeFile(partial, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await rename(partial, join(folder, 'model.json'));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o644);
}
