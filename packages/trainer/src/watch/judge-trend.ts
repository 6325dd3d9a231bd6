import type { Curves } from './curves.js';
import { estimateNoise } from './estimate-noise.js';
import { smoothing } from './smooth.js';
import type { TrendFinding } from './watch-state.js';

/** The noise is that of the last so many epochs: it falls with the learning rate. */
const noiseEpochs = 30;
/** The rise that counts, in standard deviations of the smoothed curve's noise. */
const leastSigmas = 3;
/** And as a share of the lowest value. */
const leastRise = 0.01;
/** Waiting time as a share of the run, and its least. */
const [patienceShare, leastPatience] = [0.05, 3];

/** How long the rule waits after the lowest validation loss, where nobody says: a twentieth of the run, at least three epochs. */
export function toPatience(epochs: number): number {
  return Math.max(leastPatience, Math.round(epochs * patienceShare));
}

export function judgeTrend(curves: Curves, patience: number): TrendFinding {
  const { epochs, smoothVal, smoothTrain } = curves;
  const now = smoothVal.length - 1;
  if (now < 1) return { isOverFitting: false, reason: 'Too few epochs.' };
  const at = lowestAt(smoothVal);
  const [low, value, trainThen, trainNow] = [
    smoothVal[at] ?? 0,
    smoothVal[now] ?? 0,
    smoothTrain[at] ?? 0,
    smoothTrain[now] ?? 0,
  ];
  const rise = value - low;
  const isOverFitting =
    now - at >= patience && rise > leastSigmas * noiseOf(curves) && rise > leastRise * low && trainNow < trainThen;
  return { isOverFitting, lowest: epochs[at] ?? 1, rise: low > 0 ? rise / low : 0, reason: '' };
}

function lowestAt(values: readonly number[]): number {
  let at = 0;
  for (const [i, value] of values.entries()) if (value < (values[at] ?? Infinity)) at = i;
  return at;
}

/** Standard deviation of the smoothed validation loss's noise; 0 while there are too few epochs to know. */
export function noiseOf({ val }: Curves): number {
  // Of a moving average of independent values: variance × (1 − w) / (1 + w).
  return (estimateNoise(val.slice(-noiseEpochs)) ?? 0) * Math.sqrt((1 - smoothing) / (1 + smoothing));
}
