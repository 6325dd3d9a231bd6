import { type EvaluatedPhoto, iouThresholds } from './evaluated-photo.js';
import { type BoxTable, tabulateDetections, tabulateTruths } from './kernels/box-table.js';
import { type ClassMatches, rankByConfidence } from './kernels/class-matches.js';
import { type CocoCurve, cocoCurve, recallWithin } from './kernels/coco-precision.js';
import { matchCoco } from './kernels/match-coco.js';

/** Each in [0, 1]; `undefined` where there is no object to find. */
export interface CocoFigures {
  /** Average precision over IoU 0.5 to 0.95. */
  readonly mAP50_95: number | undefined;
  readonly mAP50: number | undefined;
  readonly mAP75: number | undefined;
  /** Over IoU 0.5 to 0.95, of objects under 32², from 32² to 96², and over 96² square pixels. */
  readonly mAPSmall: number | undefined;
  readonly mAPMedium: number | undefined;
  readonly mAPLarge: number | undefined;
  /** Average recall over IoU 0.5 to 0.95 with 1, 10 and all allowed detections of a class in a photo. */
  readonly recall1: number | undefined;
  readonly recall10: number | undefined;
  readonly recallMax: number | undefined;
  readonly recallSmall: number | undefined;
  readonly recallMedium: number | undefined;
  readonly recallLarge: number | undefined;
}

export interface CocoEvaluation extends CocoFigures {
  readonly maxDetections: number;
  /** By class index. */
  readonly classes: readonly CocoFigures[];
}

export interface CocoOptions {
  readonly classCount: number;
  /** Of each class in each photo. COCO's own 100 by default; YOLOv5 keeps 300 in a photo. */
  readonly maxDetections?: number;
}

/** pycocotools' area ranges, in square pixels, both ends included. */
const areas = {
  all: [0, 1e10],
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, 1e10],
} as const;

/** The twelve figures that pycocotools' `COCOeval` summarises for boxes, over all classes and for each. */
export function evaluateCoco(photos: readonly EvaluatedPhoto[], options: CocoOptions): CocoEvaluation {
  const { classCount, maxDetections = 100 } = options;
  const found = tabulateDetections(photos, classCount);
  const truth = tabulateTruths(photos, classCount);
  const classes = Array.from({ length: classCount }, (_, k) => evaluateClass(found, truth, k, maxDetections));
  return { ...averageFigures(classes), maxDetections, classes };
}

function evaluateClass(found: BoxTable, truth: BoxTable, k: number, maxDetections: number): CocoFigures {
  const at = (areaPx: readonly [number, number]): ClassMatches =>
    matchCoco(found, truth, k, { thresholds: iouThresholds, maxDetections, areaPx });
  const all = at(areas.all);
  // The ranges differ in what counts, not in the confidences.
  const order = rankByConfidence(all.confidence).filter((position) => (all.rank[position] ?? 0) < maxDetections);
  const curves = toCurves(all, order);
  const [small, medium, large] = [areas.small, areas.medium, areas.large].map((area) => toCurves(at(area), order));
  const recallOf = (most: number): number | undefined =>
    curves && average(iouThresholds.map((_, t) => recallWithin(all, t, most)));
  return {
    mAP50_95: averagePrecision(curves),
    mAP50: averagePrecision(curves?.slice(0, 1)),
    mAP75: averagePrecision(curves?.slice(5, 6)),
    mAPSmall: averagePrecision(small),
    mAPMedium: averagePrecision(medium),
    mAPLarge: averagePrecision(large),
    recall1: recallOf(1),
    recall10: recallOf(10),
    recallMax: averageRecall(curves),
    recallSmall: averageRecall(small),
    recallMedium: averageRecall(medium),
    recallLarge: averageRecall(large),
  };
}

/** One a threshold; `undefined` where there is nothing to find. */
function toCurves(matches: ClassMatches, order: Uint32Array): CocoCurve[] | undefined {
  if (matches.truths === 0) return undefined;
  return iouThresholds.map((_, threshold) => cocoCurve(matches, order, threshold));
}

function averagePrecision(curves: readonly CocoCurve[] | undefined): number | undefined {
  return curves && average(curves.map(({ precision }) => average(precision)));
}

function averageRecall(curves: readonly CocoCurve[] | undefined): number | undefined {
  return curves && average(curves.map(({ recall }) => recall));
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (const value of Array.from(values)) sum += value;
  return sum / values.length;
}

/** Classes without objects to find have no say. */
function averageFigures(classes: readonly CocoFigures[]): CocoFigures {
  const mean = (name: keyof CocoFigures): number | undefined => {
    const known = classes.flatMap((figures) => figures[name] ?? []);
    return known.length > 0 ? average(known) : undefined;
  };
  return {
    mAP50_95: mean('mAP50_95'),
    mAP50: mean('mAP50'),
    mAP75: mean('mAP75'),
    mAPSmall: mean('mAPSmall'),
    mAPMedium: mean('mAPMedium'),
    mAPLarge: mean('mAPLarge'),
    recall1: mean('recall1'),
    recall10: mean('recall10'),
    recallMax: mean('recallMax'),
    recallSmall: mean('recallSmall'),
    recallMedium: mean('recallMedium'),
    recallLarge: mean('recallLarge'),
  };
}
