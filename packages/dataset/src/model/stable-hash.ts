import { createHash } from 'node:crypto';
import { compareCodeUnits } from './compare-code-units.js';

/** The first `hexDigits` of the text's SHA-256: the same on every machine. */
export function stableHash(text: string, hexDigits = 64): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hexDigits);
}

/** Items in the order of the hash of their key: an order that looks random and no caller's order can change. */
export function sortByHash<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, hash: stableHash(keyOf(item)) }))
    .sort((a, b) => compareCodeUnits(a.hash, b.hash))
    .map(({ item }) => item);
}
