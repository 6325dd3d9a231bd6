import { type Corners, intersectionOverUnion } from '@detectory/inference-core';
import type { LabelledBox } from './labelled-boxes.js';

export interface NamedDetection extends Corners {
  readonly confidence: number;
  readonly name: string;
}

/** How many detections of at least 0.25 lie on a labelled object of their class (IoU >= 0.5). */
export function countHits(found: readonly NamedDetection[], labels: readonly LabelledBox[]): number {
  return found.filter(
    (detection) =>
      detection.confidence >= 0.25 &&
      labels.some((label) => label.name === detection.name && intersectionOverUnion(label, detection) >= 0.5),
  ).length;
}
