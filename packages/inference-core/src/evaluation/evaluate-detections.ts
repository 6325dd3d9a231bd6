import { countConfusion } from './count-confusion.js';
import { type CocoEvaluation, evaluateCoco } from './evaluate-coco.js';
import { evaluateYolov5, type Yolov5Evaluation } from './evaluate-yolov5.js';
import type { EvaluatedPhoto } from './evaluated-photo.js';

export interface EvaluationOptions {
  readonly classNames: readonly string[];
  /** For the confusion matrix: only detections above it count. Default 0.25. */
  readonly confidence?: number;
  /** For the confusion matrix: detection and object overlap by more. Default 0.45. */
  readonly iou?: number;
  /** For COCO's figures: so many detections of a class in a photo. Default 100. */
  readonly maxDetections?: number;
}

export interface Evaluation {
  readonly classNames: readonly string[];
  readonly photos: number;
  /** Boxes that people drew. */
  readonly boxes: number;
  /** As YOLOv5's `val` reports them. */
  readonly yolov5: Yolov5Evaluation;
  /** As pycocotools reports them. */
  readonly coco: CocoEvaluation;
  /** `confusion[found][drawn]`, background last; see {@link countConfusion}. */
  readonly confusion: readonly (readonly number[])[];
  readonly confidence: number;
  readonly iou: number;
}

/** Everything that is to be said of a model's detections on labelled photos. Give detections down to confidence 0.001. */
export function evaluateDetections(photos: readonly EvaluatedPhoto[], options: EvaluationOptions): Evaluation {
  const { classNames, confidence = 0.25, iou = 0.45, maxDetections = 100 } = options;
  const classCount = classNames.length;
  return {
    classNames,
    photos: photos.length,
    boxes: photos.reduce((sum, { truths }) => sum + truths.length, 0),
    yolov5: evaluateYolov5(photos, { classCount }),
    coco: evaluateCoco(photos, { classCount, maxDetections }),
    confusion: countConfusion(photos, { classCount, confidence, iou }),
    confidence,
    iou,
  };
}
