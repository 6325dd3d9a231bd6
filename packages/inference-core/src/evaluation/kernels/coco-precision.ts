import type { ClassMatches } from './class-matches.js';

/** Recalls at which COCO reads the precision: 0, 0.01, … 1. */
export const recallSamples = 101;

export interface CocoCurve {
  /** The highest precision at that recall or any higher one, at each of the 101 recalls. */
  readonly precision: Float64Array;
  /** The share of objects found in the end. */
  readonly recall: number;
}

/** One class at one IoU threshold, as pycocotools' `accumulate`. @param order positions by falling confidence */
export function cocoCurve(matches: ClassMatches, order: Uint32Array, threshold: number): CocoCurve {
  const bit = 1 << threshold;
  const recall = new Float64Array(order.length);
  const best = new Float64Array(order.length);
  let [points, hits, falseAlarms] = [0, 0, 0];
  for (const at of order) {
    if (matches.ignored[at]! & bit) continue;
    if (matches.matched[at]! & bit) hits++;
    else falseAlarms++;
    recall[points] = hits / matches.truths;
    best[points++] = hits / (hits + falseAlarms);
  }
  for (let i = points - 1; i > 0; i--) if (best[i]! > best[i - 1]!) best[i - 1] = best[i]!;
  return { precision: sample(recall, best, points), recall: hits / matches.truths };
}

/** The first point of at least each recall; 0 beyond the last. */
function sample(recall: Float64Array, best: Float64Array, points: number): Float64Array {
  const precision = new Float64Array(recallSamples);
  for (let i = 0, at = 0; i < recallSamples; i++) {
    while (at < points && recall[at]! < i * 0.01) at++;
    if (at === points) break;
    precision[i] = best[at]!;
  }
  return precision;
}

/** The share of objects found where only the first detections of each photo count. */
export function recallWithin(matches: ClassMatches, threshold: number, maxDetections: number): number {
  const bit = 1 << threshold;
  let hits = 0;
  for (let at = 0; at < matches.matched.length; at++)
    if (matches.rank[at]! < maxDetections && matches.matched[at]! & bit && !(matches.ignored[at]! & bit)) hits++;
  return hits / matches.truths;
}
