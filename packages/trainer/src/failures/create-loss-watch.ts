import type { EpochEvent } from '../engine/engine-event.js';
import { LossNotFiniteError } from '../errors.js';

/**
 * Mixed precision may give one epoch a NaN and recover, because its scaler leaves such steps out; weights that are NaN
 * never do.
 */
const toleratedEpochs = 1;

export interface LossWatch {
  /** Answers why training must end, once it has diverged. */
  add(epoch: EpochEvent): LossNotFiniteError | undefined;
  /** The same at the end, when no epoch can mend it. */
  end(): LossNotFiniteError | undefined;
}

/** Whether the mean training losses of an epoch are numbers; NaN and infinity arrive as null. */
export function hasFiniteLoss({ train }: EpochEvent): boolean {
  return Object.values(train).every((loss) => loss !== null);
}

/** Ends a training that only computes NaN: it costs as much as a good one and gives nothing. */
export function createLossWatch(): LossWatch {
  let firstBad: number | undefined;
  let streak = 0;
  const judge = (tolerated: number): LossNotFiniteError | undefined =>
    firstBad !== undefined && streak > tolerated
      ? new LossNotFiniteError(
          `the training loss is not a number since epoch ${firstBad + 1}, so the weights are lost`,
          'lower lr0 to a tenth, check the labels, or go on from the checkpoint before it',
        )
      : undefined;
  return {
    add(epoch) {
      const isBad = !hasFiniteLoss(epoch);
      firstBad = isBad ? (firstBad ?? epoch.epoch) : undefined;
      streak = isBad ? streak + 1 : 0;
      return judge(toleratedEpochs);
    },
    end: () => judge(0),
  };
}
