/** How often each key occurs, the keys in code-unit order, so that the same things always print the same. */
export function countBy<Item, Key extends string>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Partial<Record<Key, number>> {
  const counts = new Map<Key, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted) as Partial<Record<Key, number>>;
}
