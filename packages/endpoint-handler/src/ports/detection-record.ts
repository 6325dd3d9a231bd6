/** One detection as clients read it; the field names are YOLOv5's `results.pandas().xyxy`. */
export interface DetectionRecord {
  /** Corners in pixels of the upright image. */
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  readonly confidence: number;
  /** Index of the class in the model. */
  readonly class: number;
  readonly name: string;
}
