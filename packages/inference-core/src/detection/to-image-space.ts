import { fitScale, type SizePx } from '../letterbox/plan-letterbox.js';
import { type Detection, detectionRowLength, type DetectionRows } from './detection.js';

/** Rows in the letterboxed input back to pixels of the image, clipped to it: YOLOv5's `scale_boxes`. */
export function toImageSpace(rows: DetectionRows, input: SizePx, image: SizePx): Detection[] {
  const scale = fitScale(image, input);
  const padX = (input.widthPx - image.widthPx * scale) / 2;
  const padY = (input.heightPx - image.heightPx * scale) / 2;
  const toX = (value: number) => clamp((value - padX) / scale, image.widthPx);
  const toY = (value: number) => clamp((value - padY) / scale, image.heightPx);
  return Array.from({ length: rows.length / detectionRowLength }, (_, index) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, confidence = 0, classIndex = 0] = rows.subarray(index * detectionRowLength);
    return { xmin: toX(x1), ymin: toY(y1), xmax: toX(x2), ymax: toY(y2), confidence, classIndex };
  });
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value));
}
