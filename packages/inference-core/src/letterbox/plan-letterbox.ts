export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where an image lands in the model's input: scaled by one factor, centred, padded with grey. */
export interface LetterboxPlan {
  readonly target: SizePx;
  readonly scaled: SizePx;
  readonly leftPx: number;
  readonly topPx: number;
}

/** The factor that fits an image into a target without distortion. */
export function fitScale(image: SizePx, target: SizePx): number {
  return Math.min(target.heightPx / image.heightPx, target.widthPx / image.widthPx);
}

/** As YOLOv5's `letterbox(image, target, auto=False, scaleup=True)` does it, down to its rounding. */
export function planLetterbox(image: SizePx, target: SizePx): LetterboxPlan {
  const scale = fitScale(image, target);
  const scaled = {
    widthPx: Math.max(1, roundHalfToEven(image.widthPx * scale)),
    heightPx: Math.max(1, roundHalfToEven(image.heightPx * scale)),
  };
  return {
    target,
    scaled,
    leftPx: roundHalfToEven((target.widthPx - scaled.widthPx) / 2 - 0.1),
    topPx: roundHalfToEven((target.heightPx - scaled.heightPx) / 2 - 0.1),
  };
}

/** Python's `round`, without a negative zero. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value) + 0;
  return floor % 2 === 0 ? floor : floor + 1;
}
