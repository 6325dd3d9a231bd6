import { compareCodeUnits } from '../model/compare-code-units.js';
import type { JsonObject } from './json-value.js';

/** The names that class ids stand for, gathered line by line; ids belong to their label attribute alone. */
export interface ClassNames {
  /** Adds the class map of one line. */
  add(attribute: string, classMap: JsonObject): void;
  /** The name of an id by the class map of its own line alone. */
  onLine(classId: string, classMap: JsonObject): string | undefined;
  /** The name of an id on the line whose class map is given, else the one name that the attribute's other lines know. */
  resolve(attribute: string, classId: string, classMap: JsonObject): string | undefined;
  /** Every name of any class map, in the order of the ids that they had, then by name. */
  inOrder(): string[];
}

export function createClassNames(): ClassNames {
  const lowestIds = new Map<string, number>();
  const namesOfId = new Map<string, Map<string, KnownNames>>();
  const known = (attribute: string, id: string): KnownNames | undefined => namesOfId.get(attribute)?.get(id);
  return {
    add(attribute, classMap) {
      for (const id of Object.keys(classMap)) {
        const name = classMap[id];
        // Nearly every line repeats what others have said.
        if (typeof name !== 'string' || known(attribute, id)?.latest === name) continue;
        noteName(namesOfId, attribute, id, name);
        const rank = /^\d+$/.test(id) ? Number(id) : Infinity;
        lowestIds.set(name, Math.min(rank, lowestIds.get(name) ?? Infinity));
      }
    },
    onLine,
    resolve(attribute, classId, classMap) {
      const name = onLine(classId, classMap);
      if (name !== undefined) return name;
      const others = known(attribute, classId);
      return others?.all.size === 1 ? others.latest : undefined;
    },
    inOrder: () =>
      [...lowestIds]
        .sort(([a, idA], [b, idB]) => (idA < idB ? -1 : idA > idB ? 1 : compareCodeUnits(a, b)))
        .map(([name]) => name),
  };
}

/** What the lines of an attribute call one id. */
interface KnownNames {
  readonly all: Set<string>;
  latest: string;
}

function onLine(classId: string, classMap: JsonObject): string | undefined {
  const name = Object.hasOwn(classMap, classId) ? classMap[classId] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function noteName(namesOfId: Map<string, Map<string, KnownNames>>, attribute: string, id: string, name: string): void {
  const ids = namesOfId.get(attribute) ?? new Map<string, KnownNames>();
  namesOfId.set(attribute, ids);
  const names = ids.get(id) ?? { all: new Set(), latest: name };
  ids.set(id, names);
  names.all.add(name);
  names.latest = name;
}
