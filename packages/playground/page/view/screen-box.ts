import type { Detection } from '../answer/detection.js';
import type { Placement } from './viewport.js';

/** A box in CSS pixels of the stage. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function toScreenBox({ xmin, ymin, xmax, ymax }: Detection, { left, top, scale }: Placement): ScreenBox {
  return {
    left: left + xmin * scale,
    top: top + ymin * scale,
    width: (xmax - xmin) * scale,
    height: (ymax - ymin) * scale,
  };
}
