/** A box to draw: corners in pixels of the upright image, and what stands beside it. */
export interface BoxAnnotation {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  readonly label: string;
  /** Which colour of the palette; boxes of one class share one. */
  readonly colorIndex: number;
}
