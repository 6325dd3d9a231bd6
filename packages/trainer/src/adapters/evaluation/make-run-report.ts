import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toLabelPath } from '@detectory/dataset';
import type { EvaluationPage } from '@detectory/inference-core/evaluation-page';
import { createStorage, isS3Uri, joinUri, StorageError } from '@detectory/storage';
import { TrainerError } from '../../errors.js';
import { renderRunReport } from '../../report/render-run-report.js';
import type { RunPage } from '../../report/run-page.js';
import type { RunRecord } from '../../report/run-record.js';
import { evaluateModel } from './evaluate-model.js';
import { type LabelledPhoto, readLabels } from './read-labelled-photos.js';
import { toPagePhotos } from './to-page-photos.js';

export interface RunReportRequest {
  readonly record: RunRecord;
  /** The run's archive, on this machine. */
  readonly model: string;
  /** The dataset that the run trained on: a folder or an s3:// URI. */
  readonly data: string;
  readonly nextCommand?: string | undefined;
}

/** Pictures of about 30 KB each. */
const mostPhotos = 18;
const rules = { confidence: 0.25, iou: 0.45 };

/**
 * A run's report with the model's answers on a sample of the validation photos. Where photos or model can't be read the report
 * says so, and shows the rest: a training isn't lost because a page lacks its pictures.
 */
export async function makeRunReport({ record, model, data, nextCommand }: RunReportRequest): Promise<string> {
  const next = nextCommand === undefined ? {} : { nextCommand };
  const folder = await mkdtemp(join(tmpdir(), 'detectory-report-'));
  try {
    return renderRunReport({ record, ...next, ...(await lookAtPhotos({ record, model, data }, folder)) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookAtPhotos(
  { record, model, data }: RunReportRequest,
  folder: string,
): Promise<Pick<RunPage, 'evaluation' | 'missingPhotos'>> {
  try {
    const photos = await fetchSample(record.dataset.valSample, data, folder);
    if (photos.length === 0) return { missingPhotos: 'The run names no validation photos that can be shown.' };
    return { evaluation: await evaluateSample(record, model, data, photos) };
  } catch (error) {
    if (!(error instanceof StorageError || error instanceof TrainerError || isFileError(error))) throw error;
    return { missingPhotos: `The photos could not be shown: ${error.message}` };
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

async function evaluateSample(
  record: RunRecord,
  model: string,
  data: string,
  photos: readonly LabelledPhoto[],
): Promise<EvaluationPage> {
  const measured = await evaluateModel({ model, classNames: record.dataset.classNames, photos, ...rules });
  const shown = await toPagePhotos({ models: [measured], photos, ...rules, most: mostPhotos, isFilled: true });
  return { data, split: 'val', models: [{ name: model, evaluation: measured.evaluation }], photos: shown };
}

/** The sample's photos with their labels; of a dataset in S3 they are downloaded, and only they. */
async function fetchSample(names: readonly string[], data: string, folder: string): Promise<LabelledPhoto[]> {
  const photos: LabelledPhoto[] = [];
  for (const name of names) {
    const path = isS3Uri(data) ? await download(name, data, folder) : resolve(data, name);
    photos.push({ path, name, rows: await readLabels(path) });
  }
  return photos;
}

async function download(name: string, data: string, folder: string): Promise<string> {
  const storage = createStorage();
  for (const part of [name, toLabelPath(`/${name}`).slice(1)]) {
    const uri = joinUri(data, part);
    if (part === name || (await storage.stat(uri)))
      await storage.writeBytes(join(folder, part), await storage.readBytes(uri));
  }
  return join(folder, name);
}
