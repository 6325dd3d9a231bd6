import type { RecordedSpread, SpreadRun } from './recorded-spread.js';

export interface SpreadJudgement {
  /** Validation losses at the end of the runs. */
  readonly whole: readonly number[];
  readonly resumed: number;
  /** Between which a sixth run like the five would end, 19 times of 20. */
  readonly end: Interval;
  readonly faults: readonly string[];
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An epoch of so few photos alone is noise. */
const lastEpochs = 5;
const runs = 5;
/** Student's t with four degrees of freedom, two-sided: five runs tell their own spread only roughly. */
const studentT = { '95%': 2.776, '99%': 4.604 };

/**
 * Whether the resumed run went as a sixth run with another seed could have:
 * - each of its epochs was trained once;
 * - its validation loss over the last five epochs lies in the 95% prediction interval of the others', mean ± t · s · √(1 + 1/5);
 * - so does the loss's step into each epoch in which it was killed, in the 99% interval, for there are three of them. A start
 *   from other weights than the ones it had shows here at once: the end hides it where the whole training moves the loss little.
 */
export function judgeSpread({ whole, resumed }: RecordedSpread): SpreadJudgement {
  const ends = whole.map(endOf);
  const end = toPredictionInterval(ends, studentT['95%']);
  return {
    whole: ends,
    resumed: endOf(resumed),
    end,
    faults: [
      ...(whole.length === runs ? [] : [`${whole.length} whole runs; the intervals are those of ${runs}`]),
      ...[...whole, resumed].flatMap((run) => findEpochFaults(run, whole[0]?.epochs.length ?? 0)),
      ...findOutside('the resumed run ended at', endOf(resumed), end),
      ...resumed.killedIn.flatMap((epoch) => {
        const steps = whole.map((run) => stepInto(run, epoch));
        const interval = toPredictionInterval(steps, studentT['99%']);
        return findOutside(`its step into epoch ${epoch} is`, stepInto(resumed, epoch), interval);
      }),
    ],
  };
}

function endOf({ epochs }: SpreadRun): number {
  const last = epochs.slice(-lastEpochs);
  return last.reduce((sum, { valLoss }) => sum + (valLoss ?? NaN), 0) / last.length;
}

function stepInto({ epochs }: SpreadRun, epoch: number): number {
  return (epochs[epoch]?.valLoss ?? NaN) - (epochs[epoch - 1]?.valLoss ?? NaN);
}

/** Where one more of the same kind lies. */
function toPredictionInterval(values: readonly number[], t: number): Interval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const reach = t * deviation * Math.sqrt(1 + 1 / values.length);
  return { low: mean - reach, high: mean + reach };
}

function findOutside(what: string, value: number, { low, high }: Interval): string[] {
  // What is no number lies nowhere.
  if (value >= low && value <= high) return [];
  return [`${what} ${value.toFixed(5)}, not within ${low.toFixed(5)} to ${high.toFixed(5)}`];
}

function findEpochFaults({ seed, epochs }: SpreadRun, count: number): string[] {
  const isComplete = epochs.length === count && epochs.every(({ epoch }, at) => epoch === at);
  return isComplete ? [] : [`the run of seed ${seed} has the epochs ${epochs.map(({ epoch }) => epoch).join(', ')}`];
}
