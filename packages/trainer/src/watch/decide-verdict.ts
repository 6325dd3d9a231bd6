import type { Curves } from './curves.js';
import { noiseOf } from './judge-trend.js';
import type { TrendFinding, Verdict } from './watch-state.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly since?: number;
  readonly reason: string;
}

/** Below it there is nothing to compare. */
const leastEpochs = 3;
/** A curve has come down if it lost so much of its first value. */
const fallenShare = 0.2;
/** A detector that finds a quarter of the objects (as mAP50) has learnt something. */
const learntMap50 = 0.25;
/** Less than this share of its value a curve doesn't move in a while that is worth an epoch. */
const movedShare = 0.005;

/** Who is so far over the lowest value, as a share of it, has to come back before anything improves. */
const nearShare = 0.02;

/** The verdict in one word, and why. @param patience epochs that make "lately" */
export function decideVerdict(curves: Curves, trend: TrendFinding, patience: number): Judgement {
  const { epochs, smoothTrain, smoothVal, broken } = curves;
  if (epochs.length < leastEpochs) return { verdict: 'under-fitting', reason: tooFew(epochs.length, broken) };
  if (trend.isOverFitting && trend.lowest !== undefined)
    return { verdict: 'over-fitting', since: trend.lowest + 1, reason: trend.reason };
  const lately = Math.min(patience, epochs.length - 1);
  const valFall = fallOf(smoothVal, lately);
  const trainFall = fallOf(smoothTrain, lately);
  const isNearLowest = trend.rise === undefined || trend.rise < nearShare;
  if (isNearLowest && valFall > Math.max(movedShare, noiseOf(curves) / (smoothVal.at(-1) ?? 1)))
    return {
      verdict: 'improving',
      reason: `In the last ${lately} epochs the validation loss fell by ${percent(valFall)}.`,
    };
  const fallen = Math.max(fallOf(smoothTrain, epochs.length - 1), fallOf(smoothVal, epochs.length - 1));
  if (fallen < fallenShare && curves.bestMap50 < learntMap50)
    return {
      verdict: 'under-fitting',
      reason: `Neither loss has come down by ${percent(fallenShare)} and mAP50 has reached ${curves.bestMap50.toFixed(2)}: the model has not learnt its photos yet. More epochs, a higher learning rate, fewer frozen layers or a larger model help.`,
    };
  return { verdict: 'plateau', reason: describePlateau(lately, valFall, trainFall, trend.rise ?? 0) };
}

function tooFew(count: number, broken: number): string {
  return broken > 0
    ? `Of ${count + broken} epochs ${broken} had losses that are no numbers (NaN): a lower learning rate helps.`
    : `${count} ${count === 1 ? 'epoch is' : 'epochs are'} too few to judge by.`;
}

function describePlateau(lately: number, valFall: number, trainFall: number, rise: number): string {
  const moved =
    Math.abs(valFall) < 0.0005 ? "didn't move" : `${valFall > 0 ? 'fell' : 'rose'} by ${percent(Math.abs(valFall))}`;
  const far = rise > nearShare ? ` It is ${percent(rise)} over its lowest.` : '';
  const train =
    trainFall > movedShare ? `the training loss fell by ${percent(trainFall)}` : 'the training loss rests too';
  return `In the last ${lately} epochs the validation loss ${moved}; ${train}.${far} Longer training changes little; more or other photos might.`;
}

/** By what share of its value a curve fell in its last `epochs`. */
function fallOf(values: readonly number[], epochs: number): number {
  const [before, now] = [values.at(-1 - epochs), values.at(-1)];
  return before === undefined || now === undefined || before <= 0 ? 0 : (before - now) / before;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
