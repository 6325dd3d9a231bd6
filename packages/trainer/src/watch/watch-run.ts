import type { ProgressEvent } from '../control/progress-channel.js';
import type { RecordedEpoch } from '../report/run-record.js';
import { createTrainingWatch, type TrainingWatchOptions } from './create-training-watch.js';
import type { WatchState, WatchSummary } from './watch-state.js';

export interface RunWatchOptions extends TrainingWatchOptions {
  /** Epochs of the run that this one goes on from: the curves go on, too. */
  readonly earlier?: readonly RecordedEpoch[];
  readonly onVerdict: (state: WatchState, hasChanged: boolean, summary: WatchSummary) => void;
}

export interface RunWatch {
  add(event: ProgressEvent): void;
  /** Aborted when the run over-fits and was to stop then. */
  readonly stop: AbortSignal;
  /** `undefined` before the first epoch. */
  summary(): WatchSummary | undefined;
}

/** Follows a run's events with an over-fit watch, and asks for its end when the watch says so. */
export function watchRun({ earlier = [], onVerdict, ...options }: RunWatchOptions): RunWatch {
  const watch = createTrainingWatch(options);
  const stop = new AbortController();
  for (const epoch of earlier) watch.add(epoch);
  let told: string | undefined;
  return {
    stop: stop.signal,
    summary: () => watch.summary(),
    add(event) {
      if (event.event !== 'epoch') return;
      const state = watch.add({ ...event, epoch: event.epoch + 1 });
      const summary = watch.summary();
      const said = `${state.verdict} ${state.since ?? ''}`;
      if (summary) onVerdict(state, said !== told, summary);
      told = said;
      if (state.shouldStop) stop.abort();
    },
  };
}
