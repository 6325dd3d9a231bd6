/** One object found, as the server answers it: corners in pixels of the upright photo. */
export interface Detection {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Index of the class in the model. */
  readonly class: number;
  readonly name: string;
}
