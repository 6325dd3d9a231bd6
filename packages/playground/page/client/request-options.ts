/** What is asked of the server; the confidence threshold and the classes are applied in the page. */
export interface RequestOptions {
  /** Overlap (IoU) above which the weaker of two boxes of a class is dropped, 0 to 1. */
  readonly iou: number;
  readonly maxDetections: number;
  /** The model's own size where undefined. */
  readonly imageSizePx: number | undefined;
}

/** Asked for once, so that the slider filters without a request. Suppression keeps the same boxes at any threshold above. */
export const requestedConfidence = 0.05;

export const defaultRequest: RequestOptions = { iou: 0.45, maxDetections: 300, imageSizePx: undefined };
