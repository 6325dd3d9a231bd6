import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { letterboxPhotos } from '../adapters/letterbox-photos.js';
import { quantiseExport } from '../adapters/quantise-export.js';
import type { ExportFile } from '../artefacts/open-export.js';
import { DatasetUnusableError, HyperparameterInvalidError } from '../errors.js';
import type { Refusal } from '../quantise/export-variant.js';
import type { Precision } from '../quantise/precision.js';
import { refuseVariants } from '../quantise/refuse-variants.js';
import { spreadOver } from '../quantise/spread-over.js';
import type { ModelExportRequest } from './export-model.js';
import type { ExportedParent } from './export-parent.js';
import { type MeasuredExport, measureExport } from './measure-export.js';

/** More of them change no range of yolov5n's by more than a hundredth. */
export const calibrationPhotos = 64;

export interface MadeVariants {
  readonly made: readonly ExportFile[];
  /** fp32 first, each in the order of the sizes; empty where there is nothing to measure on, or no time. */
  readonly measured: readonly MeasuredExport[];
  readonly refusals: readonly Refusal[];
}

/** The other precisions that are asked for, measured beside fp32; see assertPhotosFor. */
export async function makeVariants(
  request: ModelExportRequest,
  { model, outputs }: ExportedParent,
  workFolder: string,
): Promise<MadeVariants> {
  const others = request.precisions.filter((precision) => precision !== 'fp32');
  const { evaluation, report, measure = true } = request;
  if (!evaluation?.photos.length) return { made: outputs, measured: [], refusals: [] };
  if (!measure)
    return { made: outputs, measured: [], refusals: others.map((precision) => ({ precision, reason: noTime })) };
  const made = [...outputs, ...(await quantiseAll(request, others, outputs, workFolder))];
  report({ event: 'stage', stage: 'evaluating' });
  const measured: MeasuredExport[] = [];
  for (const one of made) measured.push(await measureExport(model, one, evaluation, report));
  const variants = measured.map(({ variant }) => variant);
  return { made, measured, refusals: refuseVariants(variants, request.maxMapDrop) };
}

const noTime = 'There was no time to measure it: the job was asked to stop.';

/**
 * Before minutes go into an export.
 * @throws HyperparameterInvalidError where a precision is asked for without a dataset; DatasetUnusableError where that has no
 * photos to measure it on
 */
export function assertPhotosFor({ precisions, evaluation }: ModelExportRequest): void {
  const precision = precisions.includes('int8') ? 'int8' : precisions.find((one) => one !== 'fp32');
  if (!precision || evaluation?.photos.length) return;
  const why = `${precision} needs labelled photos: ${precision === 'int8' ? 'it is calibrated on them, and ' : ''}what it loses against fp32 is measured on them.`;
  if (!evaluation)
    throw new HyperparameterInvalidError(`${why} Pass the dataset with --data, or to a job as a channel.`);
  throw new DatasetUnusableError(`${why} The dataset has none. Pass one with photos in train and val.`);
}

async function quantiseAll(
  request: ModelExportRequest,
  precisions: readonly Precision[],
  outputs: readonly ExportFile[],
  workFolder: string,
): Promise<ExportFile[]> {
  const made: ExportFile[] = [];
  const listeners = { onEvent: request.report, onLog: () => undefined, kill: request.kill };
  const total = precisions.length * outputs.length;
  for (const precision of precisions)
    for (const { file: model, heightPx, widthPx } of outputs) {
      if (precision === 'fp32') continue;
      const size = { heightPx, widthPx };
      request.report({ event: 'quantising', precision, ...size, number: made.length + 1, total });
      const photos = precision === 'int8' ? await letterboxCalibration(request, size, workFolder) : [];
      const output = join(workFolder, `${precision}-${heightPx}x${widthPx}.onnx`);
      await quantiseExport({ model, output, precision, photos, ...size }, listeners);
      made.push({ ...size, file: output, precision });
    }
  return made;
}

async function letterboxCalibration(
  { calibration }: ModelExportRequest,
  size: Pick<ExportFile, 'heightPx' | 'widthPx'>,
  workFolder: string,
): Promise<string[]> {
  if (calibration.length === 0)
    throw new DatasetUnusableError(
      'int8 is calibrated on training photos; the dataset has none. Pass one with a train split.',
    );
  const folder = join(workFolder, 'calibration');
  await mkdir(folder, { recursive: true });
  return letterboxPhotos(spreadOver(calibration, calibrationPhotos), size, folder);
}
