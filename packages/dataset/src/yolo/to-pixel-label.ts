import { toShortestPixelBox } from '../geometry/to-shortest-pixel-box.js';
import type { LabelledBox } from '../model/labelled-image.js';
import type { ImageSizePx } from '../model/pixel-box.js';
import type { NormalizedLabel } from './parse-label-rows.js';

/** Rows are written with six decimals, so that a box at the edge may seem to stick out by as much. */
const roundingError = 1e-6;

/** A row in pixels, whole ones where it may have come from such; an edge within the rounding error of the image's edge is taken to lie on it. */
export function toPixelLabel({ className, ...box }: NormalizedLabel, size: ImageSizePx): LabelledBox {
  const { left, top, width, height } = toShortestPixelBox(box, size);
  const [x, xLength] = snap(left, width, size.widthPx);
  const [y, yLength] = snap(top, height, size.heightPx);
  return { className, left: x, top: y, width: xLength, height: yLength };
}

function snap(start: number, length: number, side: number): readonly [start: number, length: number] {
  const tolerance = roundingError * side;
  const end = start + length;
  const snappedStart = start < 0 && start > -tolerance ? 0 : start;
  const snappedEnd = end > side && end < side + tolerance ? side : end;
  return snappedStart === start && snappedEnd === end ? [start, length] : [snappedStart, snappedEnd - snappedStart];
}
