import type { EpochEvent, Losses, ValidationFigures } from '../engine/engine-event.js';
import { fitnessOf } from '../metrics/fitness.js';
import { lossComponents } from '../watch/total-loss.js';
import type { RecordedEpoch } from './run-record.js';

/** What epochs.jsonl and run.json keep of an epoch: the figures of its metric line, unrounded. */
export function toRecordedEpoch({ epoch, train, val, best, seconds }: EpochEvent): RecordedEpoch {
  return {
    epoch: epoch + 1,
    train: pickLosses(train),
    val: pickFigures(val),
    fitness: fitnessOf(val),
    best,
    seconds,
  };
}

function pickLosses(losses: Losses): Losses {
  return Object.fromEntries(
    lossComponents.flatMap((name) => (losses[name] === undefined ? [] : [[name, losses[name]] as const])),
  );
}

function pickFigures(val: ValidationFigures): ValidationFigures {
  const { precision, recall, mAP50, mAP50_95 } = val;
  return { precision, recall, mAP50, mAP50_95, ...pickLosses(val) };
}
