import { type EvaluatedPhoto, iouThresholds } from './evaluated-photo.js';
import { type BoxTable, tabulateDetections, tabulateTruths } from './kernels/box-table.js';
import { rankByConfidence } from './kernels/class-matches.js';
import { matchYolov5 } from './kernels/match-yolov5.js';
import {
  accumulate,
  areaUnder,
  confidenceSamples,
  envelope,
  highestPlace,
  overConfidence,
} from './kernels/yolov5-precision.js';

/** Each in [0, 1]. */
export interface Yolov5Figures {
  /** At the confidence where the mean F1 is highest, and IoU 0.5. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly mAP50: number;
  readonly mAP75: number;
  readonly mAP50_95: number;
}

export interface Yolov5Curves {
  /** Precision at the recalls 0, 0.01, … 1, at IoU 0.5. */
  readonly precisionOverRecall: readonly number[];
  /** F1 at the confidences 0, 0.01, … 1, at IoU 0.5. */
  readonly f1OverConfidence: readonly number[];
}

export interface Yolov5ClassEvaluation extends Yolov5Figures, Yolov5Curves {
  readonly classIndex: number;
  /** Boxes that people drew. */
  readonly boxes: number;
}

export interface Yolov5Evaluation extends Yolov5Figures, Yolov5Curves {
  /** Where the mean F1 of the classes is highest, in [0, 1]. */
  readonly bestConfidence: number;
  /** Only classes that the labels show, in order of index. */
  readonly classes: readonly Yolov5ClassEvaluation[];
}

/**
 * What YOLOv5's `val` reports of detections (`process_batch`, `ap_per_class`): each class by its 101-point interpolated, trapezoidal average
 * precision; precision, recall and F1 at the one confidence that suits all classes best.
 */
export function evaluateYolov5(
  photos: readonly EvaluatedPhoto[],
  { classCount }: { readonly classCount: number },
): Yolov5Evaluation {
  const found = tabulateDetections(photos, classCount);
  const truth = tabulateTruths(photos, classCount);
  const measured = Array.from({ length: classCount }, (_, k) => measureClass(found, truth, k)).filter(
    ({ boxes }) => boxes > 0,
  );
  const hasHits = measured.some(({ ap }) => ap.some((value) => value > 0));
  const best = hasHits ? highestPlace(measured.map(({ f1 }) => f1)) : 0;
  const classes = measured.map((one) => toClass(one, best, hasHits));
  return { ...averageClasses(classes), bestConfidence: best / (confidenceSamples - 1), classes };
}

interface Measured {
  readonly classIndex: number;
  readonly boxes: number;
  /** One a threshold. */
  readonly ap: readonly number[];
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly f1: Float64Array;
  readonly envelope: Float64Array;
}

function measureClass(found: BoxTable, truth: BoxTable, classIndex: number): Measured {
  const matches = matchYolov5(found, truth, classIndex, iouThresholds);
  const order = rankByConfidence(matches.confidence);
  if (order.length === 0 || matches.truths === 0) return nothingFound(classIndex, matches.truths);
  const curves = iouThresholds.map((_, t) => accumulate(matches, order, t));
  const envelopes = curves.map(envelope);
  const [atHalf = { precision: new Float64Array(), recall: new Float64Array() }] = curves;
  const precision = overConfidence(atHalf.precision, matches.confidence, order, 1);
  const recall = overConfidence(atHalf.recall, matches.confidence, order, 0);
  return {
    classIndex,
    boxes: matches.truths,
    ap: envelopes.map(areaUnder),
    precision,
    recall,
    f1: precision.map((p, i) => harmonicMean(p, recall[i] ?? 0)),
    envelope: envelopes[0] ?? new Float64Array(),
  };
}

/** YOLOv5 counts such a class with zeros. */
function nothingFound(classIndex: number, boxes: number): Measured {
  const zeros = new Float64Array(confidenceSamples);
  const empty = { precision: zeros, recall: zeros, f1: zeros, envelope: new Float64Array(101) };
  return { classIndex, boxes, ap: iouThresholds.map(() => 0), ...empty };
}

function harmonicMean(precision: number, recall: number): number {
  return (2 * precision * recall) / (precision + recall + 1e-16);
}

/** Without a single hit YOLOv5 leaves every figure at 0. */
function toClass({ ap, ...one }: Measured, best: number, hasHits: boolean): Yolov5ClassEvaluation {
  const at = (curve: Float64Array): number => (hasHits ? (curve[best] ?? 0) : 0);
  return {
    classIndex: one.classIndex,
    boxes: one.boxes,
    precision: at(one.precision),
    recall: at(one.recall),
    f1: at(one.f1),
    mAP50: ap[0] ?? 0,
    mAP75: ap[5] ?? 0,
    mAP50_95: average(ap),
    precisionOverRecall: [...one.envelope],
    f1OverConfidence: Array.from(
      { length: 101 },
      (_, i) => one.f1[Math.round((i / 100) * (confidenceSamples - 1))] ?? 0,
    ),
  };
}

function averageClasses(classes: readonly Yolov5ClassEvaluation[]): Yolov5Figures & Yolov5Curves {
  const mean = (name: keyof Yolov5Figures): number => average(classes.map((one) => one[name]));
  const meanCurve = (name: keyof Yolov5Curves): number[] =>
    Array.from({ length: 101 }, (_, i) => average(classes.map((one) => one[name][i] ?? 0)));
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    mAP50: mean('mAP50'),
    mAP75: mean('mAP75'),
    mAP50_95: mean('mAP50_95'),
    precisionOverRecall: meanCurve('precisionOverRecall'),
    f1OverConfidence: meanCurve('f1OverConfidence'),
  };
}

function average(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}
