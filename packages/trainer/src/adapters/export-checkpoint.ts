import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createStorage, isS3Uri, joinUri } from '@detectory/storage';
import { type ExportedArchive, exportModel, type ModelExportRequest } from '../control/export-model.js';
import type { ReportProgress } from '../control/progress-channel.js';
import { EngineFailedError, ExportRefusedError, OutputExistsError } from '../errors.js';
import type { Refusal } from '../quantise/export-variant.js';
import type { Precision } from '../quantise/precision.js';
import { assertWritable } from './assert-writable.js';
import { createEngine } from './create-engine.js';
import { labelPhotos } from './evaluation/read-labelled-photos.js';
import { findExportable } from './find-exportable.js';
import { packModel } from './pack-model.js';
import { readDataset, type ReadDatasetOptions } from './read-dataset.js';

export interface CheckpointExportRequest {
  /** A checkpoint, or a folder or archive that holds one: see findExportable. */
  readonly source: string;
  /** The folder that gets model.tar.gz, or its place on S3. */
  readonly out: string;
  /** Fixed sizes; by default those of the model that the checkpoint lies in, else 640. */
  readonly exportSizes?: string | undefined;
  /** Default fp32. The first is what an endpoint serves. */
  readonly precisions?: readonly Precision[] | undefined;
  readonly maxMapDrop?: number | undefined;
  /** A dataset: its training photos calibrate int8, its validation photos are what exports are compared and measured on. */
  readonly data?: string | undefined;
  /** Where the dataset's data.yaml lies, if not in its folder. */
  readonly dataPlace?: Omit<ReadDatasetOptions, 'needed'> | undefined;
  readonly report: ReportProgress;
}

export interface CheckpointExport extends ExportedArchive {
  readonly model: string;
}

const archiveName = 'model.tar.gz';

/**
 * Turns an existing checkpoint into our model archive: exported, compared with itself, measured, described.
 * @throws ExportRefusedError when a precision loses too much, and OutputExistsError, OutputNotWritableError; nothing is written then
 */
export async function exportCheckpoint(request: CheckpointExportRequest): Promise<CheckpointExport> {
  const archive = await findPlace(request.out);
  const photos = await readPhotos(request);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-import-'));
  const modelFolder = join(folder, 'model');
  const weights = join(modelFolder, 'best.pt');
  try {
    await mkdir(modelFolder);
    const { exportSizes } = await layOut(request.source, modelFolder, folder);
    const exported = await exportModel({
      engine: createEngine('yolov5', { onEvent: request.report, onLog: () => undefined }),
      weights,
      modelFolder,
      exportSizes: request.exportSizes ?? exportSizes ?? '640',
      precisions: request.precisions ?? ['fp32'],
      maxMapDrop: request.maxMapDrop ?? 0.01,
      report: request.report,
      ...photos,
    });
    assertNoneRefused(exported.refusals);
    await keepArchive(modelFolder, archive, folder);
    return { ...exported, model: archive };
  } catch (error) {
    throw withName(error, weights, request.source);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws OutputExistsError, OutputNotWritableError */
async function findPlace(out: string): Promise<string> {
  const archive = isS3Uri(out) ? joinUri(out, archiveName) : join(out, archiveName);
  const found = isS3Uri(out) ? createStorage().stat(archive) : stat(archive).catch(() => undefined);
  if (await found) throw new OutputExistsError(archive, '--out');
  await assertWritable(out);
  return archive;
}

async function keepArchive(modelFolder: string, archive: string, folder: string): Promise<void> {
  if (!isS3Uri(archive)) return packModel(modelFolder, archive);
  const packed = join(folder, archiveName);
  await packModel(modelFolder, packed);
  await createStorage().copy(packed, archive);
}

/** Programs know the checkpoint by its copy, which is gone when their reader looks for it. */
function withName(error: unknown, copy: string, source: string): unknown {
  if (!(error instanceof EngineFailedError && error.reason.includes(copy))) return error;
  return new EngineFailedError('The export', error.reason.replaceAll(copy, source), error.blame === 'input');
}

async function layOut(
  source: string,
  modelFolder: string,
  downloadFolder: string,
): Promise<{ readonly exportSizes: string | undefined }> {
  const { weights, beside, exportSizes, remove } = await findExportable(source, downloadFolder);
  try {
    await copyFile(weights, join(modelFolder, 'best.pt'));
    for (const file of beside) await copyFile(file, join(modelFolder, basename(file)));
    return { exportSizes };
  } finally {
    await remove();
  }
}

async function readPhotos({
  data,
  dataPlace,
}: CheckpointExportRequest): Promise<Pick<ModelExportRequest, 'calibration' | 'evaluation' | 'datasetSha256'>> {
  if (data === undefined) return { calibration: [] };
  const { images, classNames, sha256 } = await readDataset(data, dataPlace);
  const split = images.val.length > 0 ? 'val' : 'train';
  return {
    calibration: images.train,
    evaluation: { split, classNames, photos: await labelPhotos(images[split], data) },
    datasetSha256: sha256,
  };
}

function assertNoneRefused([refusal]: readonly Refusal[]): void {
  if (refusal) throw new ExportRefusedError(`Nothing was written. ${refusal.reason}`);
}
