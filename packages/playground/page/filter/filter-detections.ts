import type { Detection } from '../answer/detection.js';

export interface Filter {
  /** Boxes below this confidence are not shown, 0 to 1. */
  readonly threshold: number;
  readonly hiddenClasses: ReadonlySet<string>;
}

export function filterDetections(detections: readonly Detection[], filter: Filter): readonly Detection[] {
  return detections.filter(({ confidence, name }) => confidence >= filter.threshold && !filter.hiddenClasses.has(name));
}
