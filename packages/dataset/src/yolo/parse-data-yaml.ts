import { parse } from 'yaml';
import { UnreadableLabelsError } from '../errors.js';
import { isJsonObject } from '../ground-truth/json-value.js';
import type { SplitName } from '../split/split-name.js';

/** The images of one split: folders, or lists of images (`.txt`), as the configuration names them. */
export interface YoloSplit {
  readonly split: SplitName;
  readonly places: readonly string[];
}

/** What `data.yaml` or `obj.data` says of a YOLO dataset. */
export interface YoloConfig {
  /** The folder that the places are relative to; `undefined`: the configuration's own. */
  readonly root: string | undefined;
  readonly splits: readonly YoloSplit[];
  /** `undefined` where the configuration names no classes. */
  readonly names: ReadonlyMap<number, string> | undefined;
}

/** Roboflow and others write `valid`. */
const splitKeys: readonly (readonly [key: string, split: SplitName])[] = [
  ['train', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['test', 'test'],
];

/**
 * `data.yaml` as YOLOv5 and Ultralytics write it. Every scalar is taken as text: a class may be called `no` or `1`.
 * @throws UnreadableLabelsError
 */
export function parseDataYaml(text: string, where: string): YoloConfig {
  const value = parseYaml(text, where);
  if (!isJsonObject(value))
    throw new UnreadableLabelsError(where, 'this is no data.yaml: expected "train", "val" and "names".');
  const splits = splitKeys.flatMap(([key, split]) => {
    const places = [value[key]].flat().filter((place): place is string => typeof place === 'string' && place !== '');
    return places.length > 0 ? [{ split, places }] : [];
  });
  if (splits.length === 0)
    throw new UnreadableLabelsError(
      where,
      'it names no images: expected "train" and "val" with folders or lists of images.',
    );
  const root = value['path'];
  return {
    root: typeof root === 'string' && root !== '' ? root : undefined,
    splits,
    names: readNames(value['names'], where),
  };
}

function parseYaml(text: string, where: string): unknown {
  try {
    return parse(text.replace(/^\ufeff/, ''), { schema: 'failsafe', logLevel: 'error' }) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new UnreadableLabelsError(where, `this is no YAML: ${reason}`, { cause });
  }
}

/** A list, or a map from class index to name. */
function readNames(value: unknown, where: string): ReadonlyMap<number, string> | undefined {
  if (value === undefined || value === '') return undefined;
  const entries = Array.isArray(value) ? value.map((name: unknown, i) => [String(i), name] as const) : toEntries(value);
  const names = new Map<number, string>();
  for (const [key, name] of entries) {
    if (!/^\d+$/.test(key) || typeof name !== 'string' || name === '')
      throw new UnreadableLabelsError(
        where,
        `"names" has ${JSON.stringify(key)}: ${JSON.stringify(name)}; expected a list of names, or a whole number and a name on each line.`,
      );
    names.set(Number(key), name);
  }
  return names;
}

function toEntries(value: unknown): (readonly [string, unknown])[] {
  return isJsonObject(value) ? Object.entries(value) : [['names', value]];
}
