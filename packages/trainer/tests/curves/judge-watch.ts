import { createTrainingWatch } from '../../src/watch/create-training-watch.js';
import { createSmoother } from '../../src/watch/smooth.js';
import { totalLoss } from '../../src/watch/total-loss.js';
import type { RecordedCurve } from './read-curves.js';

/** A run over-fits for good where it ends by so much over its lowest, as a share of that. */
const endsOver = 0.1;
/** Below it nobody knows whether a run has learnt anything. */
const learntMap50 = 0.1;

export interface Truth {
  /** Index of the lowest smoothed validation loss of the whole run. */
  readonly lowest: number;
  /** Until then a stop is in time: 5 epochs, or a tenth of the run. */
  readonly inTime: number;
  /** The whole curve says: it learnt, turned, and never came back, while the training loss fell on. */
  readonly isOverFitting: boolean;
}

export interface Outcome {
  readonly run: string;
  readonly truth: Truth;
  /** Index of the epoch at which the watch stops the run. */
  readonly stop: number | undefined;
  /** A stop on a run whose validation loss later falls lower. */
  readonly isFalseAlarm: boolean;
  readonly isCaught: boolean;
  /** What the rule of levels says at the last epoch. */
  readonly levelsAtEnd: boolean;
}

/** Known from the whole curve alone, with hindsight: nothing of the watch's rule is in it but the smoothing. */
export function knowTruth({ epochs }: RecordedCurve): Truth {
  const [train, val] = [
    smooth(epochs.map((one) => totalLoss(one.train))),
    smooth(epochs.map((one) => totalLoss(one.val))),
  ];
  const lowest = val.indexOf(Math.min(...val));
  const inTime = lowest + Math.max(5, epochs.length / 10);
  const tail = val.slice(-Math.max(3, Math.floor(epochs.length / 10)));
  const endsAt = tail.reduce((sum, one) => sum + one, 0) / tail.length;
  const learnt = epochs.slice(0, Math.floor(inTime) + 1).some(({ val: { mAP50 } }) => (mAP50 ?? 0) >= learntMap50);
  const isOverFitting =
    learnt &&
    epochs.length - 1 >= inTime &&
    endsAt > (val[lowest] ?? 0) * (1 + endsOver) &&
    (train.at(-1) ?? 0) < (train[lowest] ?? 0);
  return { lowest, inTime, isOverFitting };
}

/** @param whole the recorded curve that this one was sampled from: a run that is seen shorter doesn't over-fit for good unless that does */
export function judgeWatch(curve: RecordedCurve, whole = curve): Outcome {
  const watch = createTrainingWatch({ epochs: curve.epochs.length, stopsOnOverfit: true });
  const states = curve.epochs.map((epoch) => watch.add(epoch));
  const stop = states.findIndex(({ shouldStop }) => shouldStop);
  const seen = knowTruth(curve);
  const truth = { ...seen, isOverFitting: seen.isOverFitting && knowTruth(whole).isOverFitting };
  const isFalseAlarm = stop >= 0 && truth.lowest > stop;
  return {
    run: curve.run,
    truth,
    stop: stop < 0 ? undefined : stop,
    isFalseAlarm,
    levelsAtEnd: states.at(-1)?.rules.levels.isOver ?? false,
    isCaught: truth.isOverFitting && stop >= 0 && !isFalseAlarm && stop <= truth.inTime,
  };
}

function smooth(values: readonly (number | null)[]): number[] {
  const next = createSmoother();
  return values.map((value) => next(value) ?? 0);
}
