import type { BoxAnnotation } from '@detectory/imaging';
import { TooManyImagesError } from '../errors.js';
import type { ImageInput } from '../ports/endpoint-model.js';
import type { ResponseType } from '../response/negotiate.js';
import { toCsv } from '../response/to-csv.js';
import type { DetectionRecord } from '../ports/detection-record.js';
import type { WholeAnswer } from './answer.js';
import { detectAll, type DetectJob } from './detect-all.js';

/** Finds the objects and writes them as one whole of the wanted type. */
export async function encodeAnswer(job: DetectJob, type: ResponseType): Promise<WholeAnswer> {
  if (type === 'image/jpeg') return drawAnswer(job);
  const results = await detectAll(job);
  const startedAt = performance.now();
  const body = type === 'text/csv' ? toCsv(results, job.isList) : toJson(results, job.isList);
  job.context.timings.formatMs = performance.now() - startedAt;
  return { contentType: type === 'text/csv' ? 'text/csv; charset=utf-8' : type, body };
}

function toJson(results: readonly (readonly DetectionRecord[])[], isList: boolean): string {
  return JSON.stringify(isList ? { predictions: results } : (results[0] ?? []));
}

async function drawAnswer(job: DetectJob): Promise<WholeAnswer> {
  const [image, ...others] = job.input.images;
  const { drawBoxes } = job.context.settings;
  if (!image || !drawBoxes || others.length > 0)
    throw new TooManyImagesError(job.input.images.length, 1, ' where the answer is a picture (Accept: image/jpeg)');
  // The model may take pixels over; the drawing needs them too.
  const kept = keep(image);
  const [records = []] = await detectAll(job);
  const startedAt = performance.now();
  const body = await drawBoxes(kept, records.map(toAnnotation));
  job.context.timings.formatMs = performance.now() - startedAt;
  return { contentType: 'image/jpeg', body };
}

function keep(image: ImageInput): ImageInput {
  return image instanceof Uint8Array ? image : { ...image, pixels: new Uint8Array(image.pixels) };
}

function toAnnotation(record: DetectionRecord): BoxAnnotation {
  return { ...record, label: `${record.name} ${record.confidence.toFixed(2)}`, colorIndex: record.class };
}
