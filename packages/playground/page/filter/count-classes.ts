import type { Detection } from '../answer/detection.js';

export interface ClassCount {
  readonly name: string;
  /** Boxes at or above the threshold, one count for each list. */
  readonly counts: readonly number[];
}

/**
 * Each class that any list holds at all, in the order of the model's classes; one without a box above the threshold
 * counts 0, so that rows stay where they are while the threshold moves.
 */
export function countClasses(lists: readonly (readonly Detection[])[], threshold: number): readonly ClassCount[] {
  const indices = new Map<string, number>();
  for (const { name, class: index } of lists.flat()) if (!indices.has(name)) indices.set(name, index);
  const names = [...indices].sort(([a, i], [b, j]) => i - j || a.localeCompare(b)).map(([name]) => name);
  return names.map((name) => ({
    name,
    counts: lists.map((list) => list.filter((found) => found.name === name && found.confidence >= threshold).length),
  }));
}
