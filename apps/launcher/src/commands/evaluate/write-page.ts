import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PageModel, renderEvaluationPage } from '@detectory/inference-core/evaluation-page';
import { type LabelledPhoto, type ModelEvaluation, toPagePhotos } from '@detectory/trainer/evaluation';

type MeasuredModel = ModelEvaluation & PageModel;

export interface PageRequest {
  /** A file that ends with .html, or a folder that gets `evaluation.html`. */
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

/** Draws the page and writes it, as a whole; answers where. */
export async function writePage({ out, data, split, models, photos, ...rules }: PageRequest): Promise<string> {
  const shown = await toPagePhotos({ models, photos, ...rules, most: mostPhotos });
  const file = toPageFile(out);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderEvaluationPage({ data, split, models, photos: shown }));
  return file;
}

/** Where the page that is to go to `out` is written. */
export function toPageFile(out: string): string {
  return /\.html?$/i.test(out) ? out : join(out, 'evaluation.html');
}
