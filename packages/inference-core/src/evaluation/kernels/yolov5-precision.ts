import type { ClassMatches } from './class-matches.js';

/** Confidences at which YOLOv5 reads precision and recall: `linspace(0, 1, 1000)`. */
export const confidenceSamples = 1000;
/** Recalls at which it reads the precision: `linspace(0, 1, 101)`. */
const recallSamples = 101;

export interface PrecisionRecall {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
}

/** Precision and recall after each detection, by falling confidence, at one IoU threshold. */
export function accumulate({ matched, truths }: ClassMatches, order: Uint32Array, threshold: number): PrecisionRecall {
  const precision = new Float64Array(order.length);
  const recall = new Float64Array(order.length);
  let hits = 0;
  for (let i = 0; i < order.length; i++) {
    if (matched[order[i]!]! & (1 << threshold)) hits++;
    recall[i] = hits / truths;
    precision[i] = hits / (i + 1);
  }
  return { precision, recall };
}

/** The envelope of a curve from recall 0 to 1, read at 101 recalls with linear interpolation (`compute_ap`). */
export function envelope({ precision, recall }: PrecisionRecall): Float64Array {
  const n = precision.length;
  const x = new Float64Array(n + 2);
  const y = new Float64Array(n + 2);
  x.set(recall, 1);
  y.set(precision, 1);
  x[n + 1] = 1;
  y[0] = 1;
  for (let i = n; i >= 0; i--) if (y[i + 1]! > y[i]!) y[i] = y[i + 1]!;
  const sampled = new Float64Array(recallSamples);
  for (let i = 0, at = 0; i < recallSamples; i++) {
    const wanted = i === recallSamples - 1 ? 1 : i * 0.01;
    while (at + 1 < n + 2 && x[at + 1]! <= wanted) at++;
    sampled[i] = at === n + 1 || x[at] === wanted ? y[at]! : between(x, y, at, wanted);
  }
  return sampled;
}

function between(x: Float64Array, y: Float64Array, at: number, wanted: number): number {
  return y[at]! + ((y[at + 1]! - y[at]!) / (x[at + 1]! - x[at]!)) * (wanted - x[at]!);
}

/** The area under an envelope, by trapezia. */
export function areaUnder(sampled: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < recallSamples; i++) sum += (sampled[i]! + sampled[i - 1]!) / 2;
  return sum / (recallSamples - 1);
}

/**
 * A curve over detections read at 1,000 confidences from 0 to 1, with linear interpolation; above the highest
 * confidence there is no detection: `beyond`.
 */
export function overConfidence(
  curve: Float64Array,
  confidence: Float64Array,
  order: Uint32Array,
  beyond: number,
): Float64Array {
  const sampled = new Float64Array(confidenceSamples);
  const n = order.length;
  const at = (i: number): number => confidence[order[i]!]!;
  for (let s = confidenceSamples - 1, last = -1; s >= 0; s--) {
    const wanted = s / (confidenceSamples - 1);
    while (last + 1 < n && at(last + 1) >= wanted) last++;
    if (last < 0) sampled[s] = beyond;
    else if (last === n - 1 || at(last) === wanted) sampled[s] = curve[last]!;
    else
      sampled[s] = curve[last]! + ((curve[last + 1]! - curve[last]!) * (at(last) - wanted)) / (at(last) - at(last + 1));
  }
  return sampled;
}

/** Where the mean of curves is highest once a box filter of a tenth has smoothed it (`smooth(…, 0.1).argmax()`). */
export function highestPlace(curves: readonly Float64Array[]): number {
  const half = 50;
  const mean = (i: number): number => {
    const clamped = Math.min(confidenceSamples - 1, Math.max(0, i));
    let sum = 0;
    for (const curve of curves) sum += curve[clamped]!;
    return sum;
  };
  const means = Float64Array.from({ length: confidenceSamples + 2 * half }, (_, i) => mean(i - half));
  let [best, most] = [0, -1];
  for (let i = 0; i < confidenceSamples; i++) {
    let sum = 0;
    for (let k = 0; k <= 2 * half; k++) sum += means[i + k]!;
    if (sum > most) [best, most] = [i, sum];
  }
  return best;
}
