/** One object found: corners in pixels of the upright image, within it. */
export interface Detection {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  /** In [0, 1]. */
  readonly confidence: number;
  /** Index into the model's class names. */
  readonly classIndex: number;
}

export interface DetectionOptions {
  /** Detections below or at this confidence are left out, in [0, 1]. */
  readonly confidence: number;
  /** Boxes of one class that overlap by more than this IoU are one object, in [0, 1]. */
  readonly iou: number;
  readonly maxDetections: number;
  /** Whether one box may stand for several classes, as YOLOv5's evaluation counts. */
  readonly multiLabel: boolean;
}

/** Rows of six numbers in a model's input space: x1, y1, x2, y2 in pixels, confidence, class index; best first. */
export type DetectionRows = Float32Array;

export const detectionRowLength = 6;
