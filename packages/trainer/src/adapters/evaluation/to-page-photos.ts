import { readFile } from 'node:fs/promises';
import { judgePhoto, type RankedPhoto, rankPhotos } from '@detectory/inference-core/evaluation';
import type { PagePhoto } from '@detectory/inference-core/evaluation-page';
import { takePicture } from '@detectory/report-page/pictures';
import type { ModelEvaluation } from './evaluate-model.js';
import type { LabelledPhoto } from './read-labelled-photos.js';

export interface PagePhotosRequest {
  /** One model, or two on the same photos. */
  readonly models: readonly [ModelEvaluation, ...ModelEvaluation[]];
  readonly photos: readonly LabelledPhoto[];
  readonly confidence: number;
  readonly iou: number;
  /** At most so many are shown, those that say most first. */
  readonly most: number;
  /** Whether photos without a mistake fill the places that are left. */
  readonly isFilled?: boolean;
}

const pictureSidePx = 480;

/** The photos of a page with small pictures and what is right and wrong about each model's detections on them. */
export async function toPagePhotos(request: PagePhotosRequest): Promise<PagePhoto[]> {
  const { models, photos } = request;
  const shown: PagePhoto[] = [];
  for (const { photo, judged } of choose(request)) {
    const [labelled, size] = [photos[photo], models[0].evaluated[photo]];
    if (!labelled || !size) continue;
    const picture = await takePicture(await readFile(labelled.path), { sidePx: pictureSidePx });
    shown.push({ name: labelled.name, widthPx: size.widthPx, heightPx: size.heightPx, picture, judged });
  }
  return shown;
}

function choose({ models, confidence, iou, most, isFilled = false }: PagePhotosRequest): RankedPhoto[] {
  const [first] = models;
  const options = { confidence, iou, suppressAbove: first.servedIou };
  const ranked = rankPhotos(
    models.map((model) => model.evaluated),
    options,
  );
  if (!isFilled) return ranked.slice(0, most);
  const faulty = new Set(ranked.map(({ photo }) => photo));
  const faultless = first.evaluated.flatMap((_, photo) =>
    faulty.has(photo)
      ? []
      : [
          {
            photo,
            judged: models.flatMap(({ evaluated }) =>
              evaluated[photo] ? [judgePhoto(evaluated[photo], options)] : [],
            ),
          },
        ],
  );
  return [...ranked, ...faultless].slice(0, most);
}
