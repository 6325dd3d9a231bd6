import { type Detection, intersectionOverUnion } from '@detectory/inference-core';

/** The class of a detection whose class rounding decides: it is the same as any. */
export const undecidedClass = -1;

export interface MatchRules {
  /** Overlap from which two boxes are the same, in [0, 1]. */
  readonly iou: number;
  /** By how much their confidences may differ. */
  readonly confidence: number;
}

/** How many of `theirs`, in their order, have a partner of their own in `ours`: the one of the same class that overlaps most. */
export function countMatches(ours: readonly Detection[], theirs: readonly Detection[], rules: MatchRules): number {
  const free = new Set(ours);
  return theirs.filter((their) => {
    const partner = nearest(their, free, rules);
    return partner !== undefined && free.delete(partner);
  }).length;
}

function nearest(their: Detection, free: ReadonlySet<Detection>, rules: MatchRules): Detection | undefined {
  let best: Detection | undefined;
  let bestIou = rules.iou;
  for (const our of free) {
    const isOfClass = their.classIndex === undecidedClass || our.classIndex === their.classIndex;
    if (!isOfClass || Math.abs(our.confidence - their.confidence) > rules.confidence) continue;
    const iou = intersectionOverUnion(our, their);
    if (iou >= bestIou) [best, bestIou] = [our, iou];
  }
  return best;
}
