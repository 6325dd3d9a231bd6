import { compareCodeUnits } from '../model/compare-code-units.js';
import type { JsonObject } from './json-value.js';

/** The names that class ids stand for, gathered line by line; ids belong to their label attribute alone. */
export interface ClassNames {
  /** Adds the class map of one line. */
  add(attribute: string, classMap: JsonObject): void;
  /** The name of an id on the line whose class map is given, else the one name that the attribute's other lines know. */
  resolve(attribute: string, classId: string, classMap: JsonObject): string | undefined;
  /** Every name of any class map, in the order of the ids that they had, then by name. */
  inOrder(): string[];
}

export function createClassNames(): ClassNames {
  const lowestIds = new Map<string, number>();
  const interned = new Map<string, string>();
  const namesOfId = new Map<string, Map<string, Set<string>>>();
  const intern = (name: string): string => {
    const known = interned.get(name);
    if (known === undefined) interned.set(name, name);
    return known ?? name;
  };
  return {
    add(attribute, classMap) {
      for (const id of Object.keys(classMap)) {
        const name = classMap[id];
        if (typeof name !== 'string') continue;
        if (!noteName(namesOfId, attribute, id, intern(name))) continue;
        const rank = /^\d+$/.test(id) ? Number(id) : Infinity;
        const lowest = lowestIds.get(name);
        if (lowest === undefined || rank < lowest) lowestIds.set(intern(name), rank);
      }
    },
    resolve(attribute, classId, classMap) {
      const name = Object.hasOwn(classMap, classId) ? classMap[classId] : undefined;
      if (typeof name === 'string') return intern(name);
      const others = namesOfId.get(attribute)?.get(classId);
      return others?.size === 1 ? [...others][0] : undefined;
    },
    inOrder: () =>
      [...lowestIds]
        .sort(([a, idA], [b, idB]) => (idA < idB ? -1 : idA > idB ? 1 : compareCodeUnits(a, b)))
        .map(([name]) => name),
  };
}

/** Whether this is news: nearly every line repeats what others have said. */
function noteName(
  namesOfId: Map<string, Map<string, Set<string>>>,
  attribute: string,
  id: string,
  name: string,
): boolean {
  const ids = namesOfId.get(attribute) ?? new Map<string, Set<string>>();
  namesOfId.set(attribute, ids);
  const names = ids.get(id);
  if (names?.has(name)) return false;
  if (names) names.add(name);
  else ids.set(id, new Set([name]));
  return true;
}
