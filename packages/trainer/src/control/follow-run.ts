import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendEpoch } from '../adapters/epoch-log.js';
import type { MlPaths } from '../contract/ml-paths.js';
import type { TrainOptions } from '../options/resolve-options.js';
import { createRunRecorder, type RunFacts, type RunOutcome } from '../report/create-run-recorder.js';
import { renderRunReport } from '../report/render-run-report.js';
import type { RecordedEpoch, RunRecord } from '../report/run-record.js';
import { toRecordedEpoch } from '../report/to-recorded-epoch.js';
import { toWatchOptions } from '../watch/to-watch-options.js';
import { type RunWatch, watchRun } from '../watch/watch-run.js';
import type { WatchState } from '../watch/watch-state.js';
import type { ReportProgress } from './progress-channel.js';

export interface FollowedRun {
  /** Takes the place of the job's own `report`: everything that is told is also followed. */
  readonly report: ReportProgress;
  /**
   * Begins the over-fit watch; the answer is aborted where the run over-fits and was to stop then.
   * @param earlier epochs of the run that this one goes on from
   * @param machines that train together
   */
  watch(options: TrainOptions, earlier?: readonly RecordedEpoch[], machines?: number): AbortSignal;
  /** Writes run.json and a report into the output folder. */
  finish(facts: RunFacts, outcome: Omit<RunOutcome, 'watch'>): Promise<RunRecord>;
}

export interface FollowedJob {
  readonly paths: MlPaths;
  readonly report: ReportProgress;
  readonly log: (line: string) => void;
}

/** Follows a run from its first event: epochs.jsonl as it goes, the over-fit watch's verdicts, run.json at its end. */
export function followRun({ paths, report, log }: FollowedJob, now: () => number = Date.now): FollowedRun {
  const recorder = createRunRecorder(now);
  const epochLog = join(paths.outputData, 'epochs.jsonl');
  let watched: RunWatch | undefined;
  return {
    report(event) {
      report(event);
      recorder.add(event);
      if (event.event === 'epoch') appendEpoch(epochLog, toRecordedEpoch(event));
      watched?.add(event);
    },
    watch(options, earlier = [], machines) {
      for (const epoch of earlier) {
        recorder.addEarlier(epoch);
        appendEpoch(epochLog, epoch);
      }
      // Epochs that nobody validated say nothing of over-fitting.
      if (options.noval) return new AbortController().signal;
      let isStopping = false;
      watched = watchRun({
        ...toWatchOptions(options, machines),
        earlier,
        onVerdict: (state, hasChanged, summary) => {
          report({ event: 'verdict', ...summary, hasChanged, shouldStop: state.shouldStop });
          if (hasChanged) log(`[detectory] verdict: ${describe(state)}`);
          if (state.shouldStop && !isStopping)
            log('[detectory] stopping after the epoch under way: the run over-fits.');
          isStopping = state.shouldStop;
        },
      });
      return watched.stop;
    },
    async finish(facts, outcome) {
      const summary = watched?.summary();
      const record = recorder.toRecord(facts, { ...outcome, ...(summary ? { watch: summary } : {}) });
      await mkdir(paths.outputData, { recursive: true });
      await writeWhole(join(paths.outputData, 'run.json'), `${JSON.stringify(record, undefined, 2)}\n`);
      await writeWhole(join(paths.outputData, 'report.html'), renderRunReport({ record, missingPhotos }));
      return record;
    },
  };
}

const missingPhotos =
  "This report was written where the training ran. The launcher's, in the run's folder, shows validation photos with the model's boxes; YOLOv5's own pictures of them (val_batch0_pred.jpg) stand beside this file.";

function describe({ verdict, since, reason }: WatchState): string {
  return `${verdict}${since === undefined ? '' : ` since epoch ${since}`}. ${reason}`;
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.partial`, text);
  await rename(`${file}.partial`, file);
}
