import type { Losses } from '../engine/engine-event.js';

export const lossComponents = ['box_loss', 'obj_loss', 'cls_loss'] as const satisfies readonly (keyof Losses)[];

export type LossComponent = (typeof lossComponents)[number];

/**
 * What the optimizer lowers: engines report components with their gains, so that their sum is the loss. `null` where a
 * component is no number; one that an engine hasn't (one class has no class loss) is 0 there.
 */
export function totalLoss(losses: Losses): number | null {
  let sum = 0;
  for (const component of lossComponents) {
    const value = losses[component];
    if (value === null || !Number.isFinite(value)) return null;
    sum += value;
  }
  return sum;
}
