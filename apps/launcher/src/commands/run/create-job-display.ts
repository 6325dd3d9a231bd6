import { formatDuration } from '@detectory/terminal';
import type { JobState } from '@detectory/trainer';
import { findInstance, hasJobEnded, toJobCost, toSpotSavings } from '@detectory/trainer';

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
  const savings = toSpotSavings(state);
  return [
    ['job', `${state.name}, ${state.status}, on ${state.instanceCount} × ${state.instanceType}`],
    ['elapsed', formatDuration(toElapsedMs(state))],
    ...(state.billableSeconds === undefined ? [] : [['billable', `${state.billableSeconds} s`]]),
    ...(savings === undefined ? [] : [['saved by spot', `${Math.round(savings * 100)}%`]]),
    ['cost', describeCost(state, toPrice(state, pricePerHour))],
  ];
}

function describeCost(state: JobState, price: number | undefined): string {
  // What spot saved is taken off the billable seconds already, so that the price on demand holds.
  const cost = toJobCost(state, price);
  if (cost !== undefined) return `about $${cost.toFixed(2)}`;
  if (price === undefined) return 'unknown: pass --price-per-hour';
  if (hasJobEnded(state)) return 'unknown: SageMaker names no billable seconds';
  // Those are told at the end; waiting for a machine is not billed, and a spot machine is cheaper.
  const most = toJobCost({ ...state, billableSeconds: toElapsedMs(state) / 1000 }, price) ?? 0;
  return `at most $${most.toFixed(2)} so far`;
}

function toPrice({ instanceType }: JobState, pricePerHour: number | undefined): number | undefined {
  return pricePerHour ?? findInstance(instanceType)?.pricePerHour;
}

function toElapsedMs({ createdAtMs, endedAtMs }: JobState): number {
  return (endedAtMs ?? Date.now()) - createdAtMs;
}

/** The same for machines. */
export function toJobSummary(state: JobState, pricePerHour: number | undefined): object {
  return {
    name: state.name,
    status: state.status,
    instanceType: state.instanceType,
    instanceCount: state.instanceCount,
    elapsedSeconds: Math.round(toElapsedMs(state) / 1000),
    trainingSeconds: state.trainingSeconds ?? null,
    billableSeconds: state.billableSeconds ?? null,
    spotSavings: toSpotSavings(state) ?? null,
    cost: toJobCost(state, toPrice(state, pricePerHour)) ?? null,
    model: state.modelUri ?? null,
  };
}
