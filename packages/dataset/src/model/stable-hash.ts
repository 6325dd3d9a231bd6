import { hash } from 'node:crypto';
import { compareCodeUnits } from './compare-code-units.js';

/** The first `hexDigits` of the text's SHA-256: the same on every machine. */
export function stableHash(text: string, hexDigits = 64): string {
  return hash('sha256', text, 'hex').slice(0, hexDigits);
}

/** Items in the order of the hash of their key: an order that looks random and no caller's order can change. */
export function sortByHash<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const order = orderByHash(items.length, (i) => keyOf(items[i] as Item));
  return Array.from(order, (i) => items[i] as Item);
}

/** As many leading bits as a double holds exactly, so that whole hashes need not be kept: equal ones are looked at again. */
const prefixHexDigits = 13;

/** The indices from 0 to `length - 1` in the order of the hash of their key. */
export function orderByHash(length: number, keyAt: (index: number) => string): Uint32Array {
  const prefixes = Float64Array.from({ length }, (_, i) => Number.parseInt(stableHash(keyAt(i), prefixHexDigits), 16));
  return Uint32Array.from({ length }, (_, i) => i).sort(
    (a, b) =>
      (prefixes[a] ?? 0) - (prefixes[b] ?? 0) ||
      compareCodeUnits(stableHash(keyAt(a)), stableHash(keyAt(b))) ||
      // Equal keys keep their order.
      a - b,
  );
}
