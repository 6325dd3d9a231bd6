import type { EvaluatedPhoto } from './evaluated-photo.js';
import { judgePhoto, type JudgedPhoto, type JudgeOptions } from './judge-photo.js';

export interface RankedPhoto {
  /** Its position among the photos. */
  readonly photo: number;
  /** One for each model. */
  readonly judged: readonly JudgedPhoto[];
}

/**
 * Which photos to look at first. Of one model those with the most mistakes; of two those where the number of mistakes differs most.
 * Photos without a mistake, or without a difference, are left out.
 * @param models each model's photos, all in one order
 */
export function rankPhotos(models: readonly (readonly EvaluatedPhoto[])[], options: JudgeOptions): RankedPhoto[] {
  const [first = []] = models;
  const ranked = first.map((_, photo) => {
    const judged = models.flatMap((photos) => {
      const evaluated = photos[photo];
      return evaluated ? [judgePhoto(evaluated, options)] : [];
    });
    return { photo, judged, weight: weigh(judged) };
  });
  return ranked
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.photo - b.photo)
    .map(({ photo, judged }) => ({ photo, judged }));
}

function weigh(judged: readonly JudgedPhoto[]): number {
  const [first = 0, second] = judged.map(({ misses, falseAlarms }) => misses.length + falseAlarms.length);
  return second === undefined ? first : Math.abs(second - first);
}
