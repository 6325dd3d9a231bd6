import { formatDuration } from '@detectory/terminal';
import type { JobState } from '@detectory/trainer';
import { findInstance, toJobCost, toSpotSavings } from '@detectory/trainer';

export interface JobDisplay {
  show(state: JobState): void;
  /** The job as it was seen last. */
  last(): JobState | undefined;
}

/** A job's states on stderr, each once, with the time at which it began. */
export function createJobDisplay(note: (text: string) => void): JobDisplay {
  let told = 0;
  let last: JobState | undefined;
  return {
    last: () => last,
    show(state) {
      last = state;
      for (const { status, startedAtMs, message } of state.transitions.slice(told))
        note(`${formatTime(startedAtMs)}  ${status}${message ? `: ${message}` : ''}`);
      told = Math.max(told, state.transitions.length);
    },
  };
}

/** In the reader's own time zone. */
function formatTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB', { hour12: false });
}

/** What a job took and cost, as rows of a table; nothing is said that nobody knows. */
export function formatJobRows(state: JobState, pricePerHour: number | undefined): string[][] {
  const price = pricePerHour ?? findInstance(state.instanceType)?.pricePerHour;
  const cost = toJobCost(state, price);
  const savings = toSpotSavings(state);
  const elapsedMs = (state.endedAtMs ?? Date.now()) - state.createdAtMs;
  return [
    ['job', `${state.name}, ${state.status}, on ${state.instanceCount} × ${state.instanceType}`],
    ['elapsed', formatDuration(elapsedMs)],
    ...(state.billableSeconds === undefined ? [] : [['billable', `${state.billableSeconds} s`]]),
    ...(savings === undefined ? [] : [['saved by spot', `${Math.round(savings * 100)}%`]]),
    [
      'cost',
      // What spot saved is taken off the billable seconds already, so that the price on demand holds.
      cost === undefined ? 'unknown: pass --price-per-hour' : `about $${cost.toFixed(2)}`,
    ],
  ];
}

/** The same for machines. */
export function toJobSummary(state: JobState, pricePerHour: number | undefined): object {
  const price = pricePerHour ?? findInstance(state.instanceType)?.pricePerHour;
  return {
    name: state.name,
    status: state.status,
    instanceType: state.instanceType,
    instanceCount: state.instanceCount,
    trainingSeconds: state.trainingSeconds ?? null,
    billableSeconds: state.billableSeconds ?? null,
    spotSavings: toSpotSavings(state) ?? null,
    cost: toJobCost(state, price) ?? null,
    model: state.modelUri ?? null,
  };
}
