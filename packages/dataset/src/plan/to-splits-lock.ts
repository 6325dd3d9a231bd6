import { type SplitsLock, updateSplitsLock } from '../split/splits-lock.js';
import type { DatasetPlan } from './dataset-plan.js';
import type { PlanOptions } from './plan-options.js';

/** What a later build keeps of this one. */
export function toSplitsLock({ images }: DatasetPlan, { seed, split, splitsLock }: PlanOptions): SplitsLock {
  const splitOf = new Map(images.map((image) => [image.sourceRef, image.split]));
  return updateSplitsLock(splitsLock, { seed, shares: split, splitOf });
}
