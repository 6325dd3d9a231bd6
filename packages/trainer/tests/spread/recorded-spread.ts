import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EpochEvent } from '../../src/engine/engine-event.js';
import { totalLoss } from '../../src/watch/total-loss.js';

/** What an epoch of a run left. */
export interface SpreadEpoch {
  readonly epoch: number;
  readonly trainLoss: number | null;
  readonly valLoss: number | null;
  readonly mAP50_95: number | null;
}

export interface SpreadRun {
  readonly seed: number;
  /** The epochs in which it was killed, counted from 0. */
  readonly killedIn: readonly number[];
  readonly epochs: readonly SpreadEpoch[];
}

/** Five runs that nobody disturbed, and one that was killed and resumed. */
export interface RecordedSpread {
  readonly whole: readonly SpreadRun[];
  readonly resumed: SpreadRun;
}

const file = fileURLToPath(new URL('../fixtures/resumed-spread.json', import.meta.url));

export function readSpread(): RecordedSpread {
  return JSON.parse(readFileSync(file, 'utf8')) as RecordedSpread;
}

/** Where the soak was asked to record: `DETECTORY_RECORD=true`. */
export function recordSpread(spread: RecordedSpread): void {
  if (process.env['DETECTORY_RECORD'] === 'true') writeFileSync(file, `${JSON.stringify(spread, undefined, 2)}\n`);
}

export function toSpreadEpochs(events: readonly EpochEvent[]): SpreadEpoch[] {
  return events.map(({ epoch, train, val }) => ({
    epoch,
    trainLoss: round(totalLoss(train)),
    valLoss: round(totalLoss(val)),
    mAP50_95: round(val.mAP50_95),
  }));
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}
