import { intersectionOverUnion } from '../detection/intersection-over-union.js';
import type { Detection } from '../detection/detection.js';
import type { EvaluatedPhoto } from './evaluated-photo.js';

export interface ConfusionOptions {
  readonly classCount: number;
  /** Only detections above it count. YOLOv5's 0.25 by default. */
  readonly confidence?: number;
  /** A detection and an object must overlap by more. YOLOv5's 0.45 by default. */
  readonly iou?: number;
}

/**
 * `matrix[found][drawn]`: how often the model said `found` where people had drawn `drawn`. The last row is background: objects
 * that were missed; the last column too: detections where nothing was drawn.
 *
 * Pairs are chosen as YOLOv5's `ConfusionMatrix` does, whatever their classes: each detection stands for the object that it overlaps most, each object
 * for the detection that overlaps it most. YOLOv5 forgets false detections in photos without labels or without any pair; here they count.
 */
export function countConfusion(photos: readonly EvaluatedPhoto[], options: ConfusionOptions): number[][] {
  const { classCount, confidence = 0.25, iou = 0.45 } = options;
  const matrix = Array.from({ length: classCount + 1 }, () => new Array<number>(classCount + 1).fill(0));
  const count = (found: number, drawn: number): void => {
    const row = matrix[found];
    if (row) row[drawn] = (row[drawn] ?? 0) + 1;
  };
  for (const { truths, detections } of photos) {
    const objects = truths.filter(({ isIgnored, isCrowd }) => !isIgnored && !isCrowd);
    const sure = detections.filter((found) => found.confidence > confidence);
    const pairs = pairWhateverClass(objects, sure, iou);
    const paired = new Set(pairs.values());
    objects.forEach((object, g) => count(sure[pairs.get(g) ?? -1]?.classIndex ?? classCount, object.classIndex));
    sure.forEach((found, d) => !paired.has(d) && count(found.classIndex, classCount));
  }
  return matrix;
}

/** Positions of detections by positions of objects. */
function pairWhateverClass(
  objects: EvaluatedPhoto['truths'],
  detections: readonly Detection[],
  iou: number,
): Map<number, number> {
  const pairs = new Map<number, { readonly d: number; readonly shared: number }>();
  detections.forEach((found, d) => {
    let [best, most] = [-1, iou];
    objects.forEach((object, g) => {
      const shared = intersectionOverUnion(object, found);
      if (shared > most) [best, most] = [g, shared];
    });
    if (best >= 0 && most > (pairs.get(best)?.shared ?? 0)) pairs.set(best, { d, shared: most });
  });
  return new Map([...pairs].map(([g, { d }]) => [g, d]));
}
