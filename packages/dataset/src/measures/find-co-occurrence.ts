import type { CountMatrix } from '../kernels/count-matrix.js';
import { leastCompanions } from '../kernels/least-companions.js';

/** `className` cannot go below `atLeast` boxes without `companion` falling below `companionBoxes`: they share images. */
export interface CoOccurrence {
  readonly className: string;
  readonly atLeast: number;
  readonly companion: string;
  readonly companionBoxes: number;
}

/** So many classes are explained. */
const explained = 3;

/**
 * Targets that exclude each other: for each class the companion whose own target forces most boxes of it, where that is more
 * than its target. Those furthest above, as a share of the target, come first.
 */
export function findCoOccurrence(
  counts: CountMatrix,
  classes: readonly string[],
  targets: readonly (number | undefined)[],
): CoOccurrence[] {
  const strongest = new Map<number, CoOccurrence>();
  targets.forEach((target = 0, companion) => {
    const companionBoxes = Math.ceil(target);
    if (companionBoxes === 0) return;
    leastCompanions(counts, companion, companionBoxes).forEach((atLeast, k) => {
      if (k === companion || atLeast <= (targets[k] ?? Infinity) || atLeast <= (strongest.get(k)?.atLeast ?? 0)) return;
      strongest.set(k, { className: classes[k] ?? '', atLeast, companion: classes[companion] ?? '', companionBoxes });
    });
  });
  const excess = (k: number, atLeast: number): number => (atLeast - (targets[k] ?? 0)) / Math.max(1, targets[k] ?? 0);
  return [...strongest]
    .sort(([k, a], [other, b]) => excess(other, b.atLeast) - excess(k, a.atLeast) || k - other)
    .slice(0, explained)
    .map(([, coOccurrence]) => coOccurrence);
}
