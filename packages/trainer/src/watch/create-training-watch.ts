import { createCurveBook, type WatchedEpoch } from './curves.js';
import { decideVerdict } from './decide-verdict.js';
import { judgeLevels } from './judge-levels.js';
import { createTrendJudge, toPatience } from './judge-trend.js';
import type { Saved, WatchState, WatchSummary } from './watch-state.js';

export interface TrainingWatchOptions {
  /** How many epochs the run is to have. */
  readonly epochs: number;
  /** Epochs that the trend rule waits after the lowest validation loss; by default by the length of the run. */
  readonly patience?: number | undefined;
  /** Whether the run is to end when the trend rule fires. */
  readonly stopsOnOverfit: boolean;
  /** Of a machine, to say what a stop saved. */
  readonly pricePerHour?: number | undefined;
  /** How many train together; by default one. */
  readonly machines?: number | undefined;
}

export interface TrainingWatch {
  add(epoch: WatchedEpoch): WatchState;
  /** `undefined` before the first epoch. */
  summary(): WatchSummary | undefined;
}

/** Judges a training epoch by epoch, from its losses alone. Pure: the same epochs give the same verdicts. */
export function createTrainingWatch(options: TrainingWatchOptions): TrainingWatch {
  const book = createCurveBook();
  const patience = options.patience ?? toPatience(options.epochs);
  const judgeTrend = createTrendJudge(patience);
  const seconds: number[] = [];
  let state: WatchState | undefined;
  let isAsked = false;
  return {
    add(epoch) {
      seconds.push(epoch.seconds);
      const curves = book.add(epoch);
      const trend = judgeTrend(curves);
      // The next epoch has begun by then and is trained to its end: where it is the last one, nothing would be saved.
      const canSave = epoch.epoch + 1 < options.epochs;
      isAsked ||= trend.isOverFitting && options.stopsOnOverfit && canSave;
      state = {
        epoch: epoch.epoch,
        ...decideVerdict(curves, trend, patience),
        rules: { levels: judgeLevels(curves), trend },
        shouldStop: isAsked,
      };
      return state;
    },
    summary() {
      if (!state) return undefined;
      const { epoch, verdict, since, reason, rules } = state;
      const judged = { epoch, verdict, ...(since === undefined ? {} : { since }), reason, rules };
      const isShort = epoch < options.epochs;
      return isAsked && isShort ? { ...judged, stoppedAt: epoch, saved: toSaved(options, epoch, seconds) } : judged;
    },
  };
}

/** Epochs that were not trained, at the mean time of those that were. */
function toSaved(
  { epochs, pricePerHour, machines = 1 }: TrainingWatchOptions,
  lastEpoch: number,
  seconds: readonly number[],
): Saved {
  const mean = seconds.reduce((sum, one) => sum + one, 0) / Math.max(1, seconds.length);
  const saved = (epochs - lastEpoch) * mean;
  return {
    epochs: epochs - lastEpoch,
    seconds: saved,
    ...(pricePerHour === undefined ? {} : { cost: (saved / 3600) * pricePerHour * machines }),
  };
}
