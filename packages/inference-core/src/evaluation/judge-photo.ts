import { intersectionOverUnion } from '../detection/intersection-over-union.js';
import type { Detection } from '../detection/detection.js';
import type { EvaluatedPhoto, TruthBox } from './evaluated-photo.js';
import { byFallingConfidence } from './kernels/box-table.js';

export interface JudgeOptions {
  /** Only detections above it are looked at. */
  readonly confidence: number;
  /** A detection finds an object of its class where they overlap by at least this IoU. */
  readonly iou: number;
  /** Of detections of one class that overlap by more only the most confident is looked at, as an endpoint shows them. Default 1: all are. */
  readonly suppressAbove?: number;
}

/** What is right and wrong with a model's detections on one photo. */
export interface JudgedPhoto {
  readonly hits: readonly { readonly truth: TruthBox; readonly detection: Detection }[];
  readonly misses: readonly TruthBox[];
  readonly falseAlarms: readonly Detection[];
}

/** Detections, the most confident first, take the free object of their class that they overlap most. */
export function judgePhoto(
  { truths, detections }: EvaluatedPhoto,
  { confidence, iou, suppressAbove = 1 }: JudgeOptions,
): JudgedPhoto {
  const free = new Set(truths.filter(({ isIgnored, isCrowd }) => !isIgnored && !isCrowd));
  const hits: JudgedPhoto['hits'][number][] = [];
  const falseAlarms: Detection[] = [];
  const seen: Detection[] = [];
  for (const detection of byFallingConfidence(detections)) {
    if (detection.confidence <= confidence) break;
    if (seen.some((better) => isDuplicate(better, detection, suppressAbove))) continue;
    seen.push(detection);
    const truth = findFree(free, detection, iou);
    if (truth) {
      free.delete(truth);
      hits.push({ truth, detection });
    } else falseAlarms.push(detection);
  }
  return { hits, misses: [...free], falseAlarms };
}

function isDuplicate(better: Detection, detection: Detection, above: number): boolean {
  return better.classIndex === detection.classIndex && intersectionOverUnion(better, detection) > above;
}

function findFree(free: ReadonlySet<TruthBox>, detection: Detection, iou: number): TruthBox | undefined {
  let best: TruthBox | undefined;
  let most = iou;
  for (const truth of free) {
    if (truth.classIndex !== detection.classIndex) continue;
    const shared = intersectionOverUnion(truth, detection);
    if (shared >= most) [best, most] = [truth, shared];
  }
  return best;
}
