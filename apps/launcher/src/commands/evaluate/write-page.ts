import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rankPhotos } from '@detectory/inference-core/evaluation';
import { type PageModel, type PagePhoto, renderEvaluationPage } from '@detectory/inference-core/evaluation-page';
import { takePicture } from '@detectory/report-page/pictures';
import type { LabelledPhoto, ModelEvaluation } from '@detectory/trainer/evaluation';

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
const pictureSidePx = 480;

/** Draws the page and writes it, as a whole; answers where. */
export async function writePage({ out, data, split, models, photos, ...rules }: PageRequest): Promise<string> {
  const ranked = rankPhotos(
    models.map(({ evaluated }) => evaluated),
    { ...rules, suppressAbove: models[0].servedIou },
  ).slice(0, mostPhotos);
  const shown: PagePhoto[] = [];
  for (const { photo, judged } of ranked) {
    const [labelled, size] = [photos[photo], models[0].evaluated[photo]];
    if (!labelled || !size) continue;
    const picture = await takePicture(await readFile(labelled.path), { sidePx: pictureSidePx });
    shown.push({ name: labelled.name, widthPx: size.widthPx, heightPx: size.heightPx, picture, judged });
  }
  const file = /\.html?$/i.test(out) ? out : join(out, 'evaluation.html');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderEvaluationPage({ data, split, models, photos: shown }));
  return file;
}
