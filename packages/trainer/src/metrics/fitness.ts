import type { ValidationFigures } from '../engine/engine-event.js';

/** 0.1 mAP50 + 0.9 mAP50-95, by which YOLOv5 and Ultralytics choose their best epoch; `null` where one is no number. */
export function fitnessOf({ mAP50, mAP50_95 }: ValidationFigures): number | null {
  return mAP50 === null || mAP50_95 === null ? null : 0.1 * mAP50 + 0.9 * mAP50_95;
}
