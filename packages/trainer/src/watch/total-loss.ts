import type { Losses } from '../engine/engine-event.js';

/** Of all engines: YOLOv5 has the first three, later YOLOs all but the second. */
export const lossComponents = ['box_loss', 'obj_loss', 'cls_loss', 'dfl_loss'] as const;

export type LossComponent = (typeof lossComponents)[number];

/**
 * What the optimizer lowers: engines report components with their gains, so that their sum is the loss. `null` where a
 * component is no number; one that an engine hasn't (one class has no class loss) is 0 there.
 */
export function totalLoss(losses: Losses): number | null {
  let sum = 0;
  for (const component of lossComponents) {
    const value = losses[component];
    if (value === undefined) continue;
    if (value === null || !Number.isFinite(value)) return null;
    sum += value;
  }
  return sum;
}
