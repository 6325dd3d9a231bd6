import { compareCodeUnits } from '../model/compare-code-units.js';

/** A line may have anything for a key; who has more than this has ids for keys, and no names. */
const most = 100;

/** In code-unit order, the first 100. */
export function listOtherKeys(keys: ReadonlySet<string>): string[] {
  return [...keys].sort(compareCodeUnits).slice(0, most);
}
