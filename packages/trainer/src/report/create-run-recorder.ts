import type { MetricsEvent, ProgressEvent } from '../control/progress-channel.js';
import type { ComparedVariants } from '../quantise/export-variant.js';
import type { WatchSummary } from '../watch/watch-state.js';
import {
  type RecordedEpoch,
  type RecordedFigures,
  RUN_RECORD_VERSION,
  type RunRecord,
  type StopReason,
} from './run-record.js';
import { toRecordedEpoch } from './to-recorded-epoch.js';

/** What is known of a run before its training begins. */
export type RunFacts = Pick<RunRecord, 'name' | 'engine' | 'options' | 'dataset' | 'startWarning'>;

/** What is known when it is over. */
export interface RunOutcome extends Pick<RunRecord, 'watch' | 'resumedFrom' | 'bestEpoch'> {
  /** Whether somebody asked it to end: a person, the platform, the over-fit watch. */
  readonly wasStopped: boolean;
}

export interface RunRecorder {
  add(event: ProgressEvent): void;
  /** An epoch of the run that this one goes on from. */
  addEarlier(epoch: RecordedEpoch): void;
  /** The run as it is now: at its end, whole. */
  toRecord(facts: RunFacts, outcome: RunOutcome): RunRecord;
}

/** Gathers a run's events into its record. @param now a clock in milliseconds since 1970 */
export function createRunRecorder(now: () => number): RunRecorder {
  const startedAtMs = now();
  const epochs = new Map<number, RecordedEpoch>();
  const stages: { readonly stage: string; readonly atMs: number }[] = [];
  const notes: string[] = [];
  let figures: RecordedFigures | undefined;
  let exports: ComparedVariants | undefined;
  return {
    addEarlier: (epoch) => void epochs.set(epoch.epoch, epoch),
    add(event) {
      if (event.event === 'epoch') epochs.set(event.epoch + 1, toRecordedEpoch(event));
      else if (event.event === 'stage') stages.push({ stage: event.stage, atMs: now() });
      else if (event.event === 'metrics') figures = toFigures(event);
      else if (event.event === 'note') notes.push(event.message);
      else if (event.event === 'variants') exports = toExports(event);
    },
    toRecord(facts, { wasStopped, ...outcome }) {
      const all = [...epochs.values()].sort((a, b) => a.epoch - b.epoch);
      const last = all.at(-1)?.epoch ?? 0;
      return {
        formatVersion: RUN_RECORD_VERSION,
        ...facts,
        ...outcome,
        notes,
        epochs: all,
        stop: { reason: toStopReason(outcome.watch, wasStopped, last < facts.options.epochs), epoch: last },
        ...(figures ? { figures } : {}),
        ...(exports ? { exports } : {}),
        startedAt: new Date(startedAtMs).toISOString(),
        seconds: toSeconds(stages, startedAtMs, now()),
      };
    },
  };
}

function toFigures({ images, boxes, precision, recall, mAP50, mAP50_95, classes }: MetricsEvent): RecordedFigures {
  return { images, boxes, precision, recall, mAP50, mAP50_95, classes };
}

function toExports({ variants, refusals, served }: ComparedVariants): ComparedVariants {
  return { variants, refusals, served };
}

function toStopReason(watch: WatchSummary | undefined, wasStopped: boolean, isShort: boolean): StopReason {
  // Who asked for an end within the last epoch has ended nothing.
  if (!isShort) return 'finished';
  if (watch?.stoppedAt !== undefined) return 'over-fitting';
  return wasStopped ? 'asked' : 'patience';
}

/** How long each stage took, until the next one began. */
function toSeconds(
  stages: readonly { readonly stage: string; readonly atMs: number }[],
  startedAtMs: number,
  endedAtMs: number,
): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const [i, { stage, atMs }] of stages.entries()) {
    if (stage === 'finished') continue;
    seconds[stage] = (seconds[stage] ?? 0) + ((stages[i + 1]?.atMs ?? endedAtMs) - atMs) / 1000;
  }
  return { ...seconds, total: (endedAtMs - startedAtMs) / 1000 };
}
