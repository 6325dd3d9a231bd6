import { UnreadableLabelsError } from '../errors.js';
import { isJsonObject } from '../ground-truth/json-value.js';

/** `classes.txt` and `obj.names`: a class name on each line, the line's position being its index. */
export function parseClassLines(text: string): ReadonlyMap<number, string> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return new Map([...lines.entries()].filter(([, name]) => name.trim() !== ''));
}

/**
 * Label Studio's `notes.json` (`categories` with `id` and `name`); `undefined` where it holds something else.
 * @throws UnreadableLabelsError when it is no JSON
 */
export function parseNotes(text: string, where: string): ReadonlyMap<number, string> | undefined {
  const value = parseJson(text, where);
  const categories = isJsonObject(value) ? value['categories'] : undefined;
  if (!Array.isArray(categories)) return undefined;
  const names = new Map<number, string>();
  for (const category of categories as unknown[]) {
    const { id, name } = isJsonObject(category) ? category : {};
    if (typeof id === 'number' && typeof name === 'string') names.set(id, name);
  }
  return names;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UnreadableLabelsError(where, 'this is no JSON. Expected the categories in it.', { cause });
  }
}
