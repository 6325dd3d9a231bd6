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
  /** Of the machine, to say what a stop saved. */
  readonly pricePerHour?: number | undefined;
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
  let stoppedAt: number | undefined;
  return {
    add(epoch) {
      seconds.push(epoch.seconds);
      const curves = book.add(epoch);
      const trend = judgeTrend(curves);
      const isLast = epoch.epoch >= options.epochs;
      if (trend.isOverFitting && options.stopsOnOverfit && !isLast) stoppedAt ??= epoch.epoch;
      state = {
        epoch: epoch.epoch,
        ...decideVerdict(curves, trend, patience),
        rules: { levels: judgeLevels(curves), trend },
        shouldStop: stoppedAt !== undefined,
      };
      return state;
    },
    summary() {
      if (!state) return undefined;
      const { epoch, verdict, since, reason, rules } = state;
      const judged = { epoch, verdict, ...(since === undefined ? {} : { since }), reason, rules };
      return stoppedAt === undefined ? judged : { ...judged, stoppedAt, saved: toSaved(options, epoch, seconds) };
    },
  };
}

/** Epochs that were not trained, at the mean time of those that were. */
function toSaved({ epochs, pricePerHour }: TrainingWatchOptions, lastEpoch: number, seconds: readonly number[]): Saved {
  const mean = seconds.reduce((sum, one) => sum + one, 0) / Math.max(1, seconds.length);
  const saved = (epochs - lastEpoch) * mean;
  return {
    epochs: epochs - lastEpoch,
    seconds: saved,
    ...(pricePerHour === undefined ? {} : { cost: (saved / 3600) * pricePerHour }),
  };
}
