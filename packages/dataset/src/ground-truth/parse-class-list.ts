import { InvalidClassListError } from '../errors.js';
import { isJsonObject } from './json-value.js';

/**
 * The names of all classes in order, from Ground Truth's `{"labels":[{"label":"drill"},…]}` (`annotation-tool/data.json`) or
 * a JSON array of names.
 * @param where the file, for messages
 * @throws InvalidClassListError
 */
export function parseClassListFile(text: string, where: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new InvalidClassListError(where, 'it is not JSON');
  }
  const labels = isJsonObject(value) ? value['labels'] : value;
  if (!Array.isArray(labels)) throw new InvalidClassListError(where, 'it holds no list of labels');
  return checkNames(
    labels.map((entry: unknown) => (isJsonObject(entry) ? entry['label'] : entry)),
    where,
  );
}

/** Names with commas between them, blanks around a name left out. */
export function parseClassListArgument(text: string): string[] {
  return checkNames(
    text.split(',').map((name) => name.trim()),
    JSON.stringify(text),
  );
}

function checkNames(names: readonly unknown[], where: string): string[] {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (typeof name !== 'string' || name === '')
      throw new InvalidClassListError(where, `entry ${index + 1} is ${JSON.stringify(name)}, not a name`);
    if (seen.has(name)) throw new InvalidClassListError(where, `${JSON.stringify(name)} stands there twice`);
    seen.add(name);
  });
  if (seen.size === 0) throw new InvalidClassListError(where, 'the list is empty');
  return [...seen];
}
