import type { Detection } from '../answer/detection.js';

/**
 * The index under which each class is marked, by name, so that two models that number a class differently draw it alike;
 * the first model counts. Names that an index is taken for get the next free one.
 */
export function toClassIndices(lists: readonly (readonly Detection[])[]): ReadonlyMap<string, number> {
  const indices = new Map<string, number>();
  const taken = new Set<number>();
  for (const { name, class: index } of lists.flatMap((list) => list.toSorted((a, b) => a.class - b.class))) {
    if (indices.has(name)) continue;
    let free = index;
    while (taken.has(free)) free++;
    indices.set(name, free);
    taken.add(free);
  }
  return indices;
}
