import { type SplitsLock, updateSplitsLock } from '../split/splits-lock.js';
import type { SplitName } from '../split/split-name.js';
import type { DatasetPlan } from './dataset-plan.js';
import type { PlanOptions } from './plan-options.js';

/** What a later build keeps of this one. */
export function toSplitsLock({ images }: DatasetPlan, { seed, split, splitsLock }: PlanOptions): SplitsLock {
  const splitOf = new Map<string, SplitName>();
  images.forEach((image) => splitOf.set(image.sourceRef, image.split));
  return updateSplitsLock(splitsLock, { seed, shares: split, splitOf });
}
