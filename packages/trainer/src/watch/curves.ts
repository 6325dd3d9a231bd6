import type { Losses, ValidationFigures } from '../engine/engine-event.js';
import { createSmoother } from './smooth.js';
import { type LossComponent, lossComponents, totalLoss } from './total-loss.js';

/** An epoch as the watch looks at it. */
export interface WatchedEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  readonly train: Losses;
  readonly val: Losses & Pick<ValidationFigures, 'mAP50' | 'mAP50_95'>;
  readonly seconds: number;
}

/** The curves up to an epoch. Epochs in which a loss was no number are left out of the lists. */
export interface Curves {
  readonly epochs: readonly number[];
  readonly val: readonly number[];
  readonly smoothTrain: readonly number[];
  readonly smoothVal: readonly number[];
  /** Smoothed, at the last epoch. */
  readonly components: Readonly<Record<LossComponent, { readonly train: number | null; readonly val: number | null }>>;
  readonly bestMap50: number;
  /** Epochs whose losses were no numbers. */
  readonly broken: number;
}

export interface CurveBook {
  /** The curves with this epoch; the lists grow in place. */
  add(epoch: WatchedEpoch): Curves;
}

export function createCurveBook(): CurveBook {
  const lists = { epochs: [] as number[], val: [] as number[], smoothTrain: [] as number[], smoothVal: [] as number[] };
  const [nextTrain, nextVal] = [createSmoother(), createSmoother()];
  const smoothers = lossComponents.map((name) => ({ name, train: createSmoother(), val: createSmoother() }));
  let bestMap50 = 0;
  let broken = 0;
  return {
    add({ epoch, train, val }) {
      const [trainTotal, valTotal] = [totalLoss(train), totalLoss(val)];
      if (trainTotal === null || valTotal === null) broken++;
      else {
        lists.epochs.push(epoch);
        lists.val.push(valTotal);
        lists.smoothTrain.push(nextTrain(trainTotal) ?? trainTotal);
        lists.smoothVal.push(nextVal(valTotal) ?? valTotal);
      }
      bestMap50 = Math.max(bestMap50, val.mAP50 ?? 0);
      const components = Object.fromEntries(
        smoothers.map((one) => [
          one.name,
          { train: one.train(train[one.name] ?? null), val: one.val(val[one.name] ?? null) },
        ]),
      ) as Record<LossComponent, { train: number | null; val: number | null }>;
      return { ...lists, components, bestMap50, broken };
    },
  };
}
