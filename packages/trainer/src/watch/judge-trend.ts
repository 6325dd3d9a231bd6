import type { Curves } from './curves.js';
import { estimateNoise } from './estimate-noise.js';
import { smoothing } from './smooth.js';
import type { TrendFinding } from './watch-state.js';

/** The noise is that of the last so many epochs: it falls with the learning rate. */
const noiseEpochs = 30;
/** The rise that counts, in standard deviations of the smoothed curve's noise. */
const leastSigmas = 3;
/** And as a share of the lowest value: curves of few steps have epochs in which nothing moves, and so no noise. */
const leastRise = 0.02;
/** A rise of more than so many times what the training loss won is no memorising. */
const leapRatio = 2;
/** The same before the model has learnt anything: its validation loss wanders, and only much of all means something. */
const unlearnt = { leastRise: 0.4, leapRatio: 1.25 };
/** And it must not be falling again over so many epochs. */
const strip = 2;
/** Waiting time as a share of the run, and its least. */
const [patienceShare, leastPatience] = [0.05, 3];
/** A model that has found less than this (as mAP50) has learnt nothing yet. */
const learntMap50 = 0.1;

/** How long the rule waits after the lowest validation loss, where nobody says: a twentieth of the run, at least three epochs. */
export function toPatience(epochs: number): number {
  return Math.max(leastPatience, Math.round(epochs * patienceShare));
}

/**
 * Over-fitting is memorising: the training loss goes on falling, and the validation loss pays for it. After Prechelt (1998,
 * "Early stopping — but when?"): his generalisation loss GL is the rise over the lowest value, his quotient PQ sets it against
 * the progress in training, his strips are the waiting time. The rise has to be more than noise, and in proportion to what
 * the training loss won: a validation loss that leaps (YOLOv5's does in its first epochs from scratch, while the statistics of
 * its batch norms settle) comes down again.
 */
export function createTrendJudge(patience: number): (curves: Curves) => TrendFinding {
  let foundFor: number | undefined;
  return (curves) => {
    const finding = judgeTrend(curves, patience, foundFor);
    foundFor = finding.isOverFitting ? finding.lowest : undefined;
    return finding;
  };
}

/** @param foundFor the lowest epoch for which it was found already: it stays over-fitting until there is a lower one */
function judgeTrend(curves: Curves, patience: number, foundFor: number | undefined): TrendFinding {
  const { epochs, smoothVal, smoothTrain } = curves;
  const now = smoothVal.length - 1;
  if (now < 1) return { isOverFitting: false, reason: 'There are too few epochs to see a trend.' };
  const at = lowestAt(smoothVal);
  const low = smoothVal[at] ?? 0;
  const hasLearnt = curves.bestMap50 >= learntMap50;
  const measured: Measured = {
    lowest: epochs[at] ?? 1,
    low,
    waited: now - at,
    rise: (smoothVal[now] ?? 0) - low,
    won: (smoothTrain[at] ?? 0) - Math.min(...smoothTrain.slice(at)),
    margin: Math.max(leastSigmas * noiseOf(curves), (hasLearnt ? leastRise : unlearnt.leastRise) * low),
    lately: (smoothVal[now] ?? 0) - (smoothVal[Math.max(0, now - strip)] ?? 0),
    leapRatio: hasLearnt ? leapRatio : unlearnt.leapRatio,
  };
  const isKnown = foundFor === measured.lowest;
  const against = isKnown ? undefined : findCounterEvidence(measured, patience);
  return {
    isOverFitting: against === undefined,
    lowest: measured.lowest,
    rise: low > 0 ? measured.rise / low : 0,
    reason: against ?? describe(measured),
  };
}

interface Measured {
  /** Epoch, counted from 1. */
  readonly lowest: number;
  readonly low: number;
  /** Epochs since then. */
  readonly waited: number;
  readonly rise: number;
  /** By how much the training loss fell in that time, at its lowest. */
  readonly won: number;
  readonly margin: number;
  /** How far it rose in the last strip of epochs. */
  readonly lately: number;
  /** As many times of what the training loss won the rise may be. */
  readonly leapRatio: number;
}

function findCounterEvidence(measured: Measured, patience: number): string | undefined {
  const { lowest, waited, rise, won, margin, low, lately } = measured;
  const since = `since epoch ${lowest}, where the validation loss was lowest (${low.toFixed(4)})`;
  if (waited === 0) return `The validation loss is at its lowest (${low.toFixed(4)}).`;
  if (waited < patience) return `Only ${waited} of ${patience} epochs ${since}.`;
  if (rise <= margin) return `A rise by ${rise.toFixed(4)} ${since}, is too little (${margin.toFixed(4)} would count).`;
  if (lately < 0) return `The validation loss is on its way down again ${since}.`;
  if (won <= 0) return `The training loss has not fallen ${since}.`;
  if (rise > measured.leapRatio * won)
    return `The validation loss leapt by ${rise.toFixed(4)} ${since}, over ${measured.leapRatio} times what the training loss fell (${won.toFixed(4)}): such leaps come down again.`;
  return undefined;
}

function describe({ lowest, low, waited, rise, won, margin }: Measured): string {
  return `In ${waited} epochs since epoch ${lowest} the validation loss rose by ${rise.toFixed(4)} from ${low.toFixed(4)} (${((100 * rise) / low).toFixed(1)}%; ${margin.toFixed(4)} counts), while the training loss fell by ${won.toFixed(4)}.`;
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
