import { join } from 'node:path';
import { type PageModel, renderEvaluationPage } from '@detectory/inference-core/evaluation-page';
import { createStorage, isS3Uri, joinUri } from '@detectory/storage';
import { type LabelledPhoto, type ModelEvaluation, toPagePhotos } from '@detectory/trainer/evaluation';
import { note } from '../images/note.js';

type MeasuredModel = ModelEvaluation & PageModel;

export interface PageRequest {
  /** A file that ends with .html, or a folder that gets `evaluation.html`; here or on S3. */
  readonly out: string;
  readonly data: string;
  readonly split: string;
  readonly models: readonly [MeasuredModel] | readonly [MeasuredModel, MeasuredModel];
  readonly photos: readonly LabelledPhoto[];
  readonly confidence: number;
  readonly iou: number;
}

/** About 30 KB each; more of them nobody looks at. */
const mostPhotos = 36;

/** Draws the page and writes it, as a whole, in the place of one that is there, which is said; answers where. */
export async function writePage({ out, data, split, models, photos, ...rules }: PageRequest): Promise<string> {
  const shown = await toPagePhotos({ models, photos, ...rules, most: mostPhotos });
  const file = toPageFile(out);
  const storage = createStorage();
  // On S3 who may write may not be allowed to look.
  const isReplaced = (await storage.stat(file).catch(() => undefined)) !== undefined;
  await storage.writeBytes(file, renderEvaluationPage({ data, split, models, photos: shown }));
  if (isReplaced) note(`${file} was there already and has been replaced.`);
  return file;
}

/** Where the page that is to go to `out` is written. */
export function toPageFile(out: string): string {
  if (/\.html?$/i.test(out)) return out;
  return isS3Uri(out) ? joinUri(out, 'evaluation.html') : join(out, 'evaluation.html');
}
