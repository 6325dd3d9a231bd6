import { parse } from 'yaml';
import { DatasetUnusableError } from '../errors.js';

export type SplitName = 'train' | 'val' | 'test';

export interface DataYaml {
  /** In the order of their indices. */
  readonly classNames: readonly string[];
  /** Folders of images or lists of them, as written; a split may be missing. */
  readonly splits: Readonly<Partial<Record<SplitName, readonly string[]>>>;
  /** `path` as written: where the dataset lay when it was built; empty where it says nothing. */
  readonly root: string;
}

/**
 * @param needed the split that it must name
 * @throws DatasetUnusableError when the text is no YOLO data.yaml
 */
export function parseDataYaml(text: string, shown: string, needed: SplitName = 'train'): DataYaml {
  const document = parseYaml(text, shown);
  const classNames = toClassNames(document['names']);
  if (!classNames)
    throw new DatasetUnusableError(`${shown} names no classes; expected names: as a list, or as a map from 0 upwards.`);
  const splits = Object.fromEntries(
    (['train', 'val', 'test'] as const).flatMap((split) => toSplit(split, document[split])),
  );
  if (!(needed in splits))
    throw new DatasetUnusableError(
      `${shown} has no ${needed}: folder. Build the dataset with detectory-prep build and a share for ${needed}, such as --split 80/10/10.`,
    );
  return { classNames, splits, root: typeof document['path'] === 'string' ? document['path'] : '' };
}

function parseYaml(text: string, shown: string): Record<string, unknown> {
  try {
    const value: unknown = parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new DatasetUnusableError(`${shown} is not YAML (${(cause as Error).message.split('\n')[0]}).`, { cause });
  }
  throw new DatasetUnusableError(`${shown} is not a map with train:, val: and names:.`);
}

function toSplit(split: SplitName, value: unknown): [SplitName, readonly string[]][] {
  const places = Array.isArray(value) ? value : [value];
  const named = places.filter((place): place is string => typeof place === 'string' && place !== '');
  return named.length > 0 ? [[split, named]] : [];
}

function toClassNames(names: unknown): string[] | undefined {
  if (Array.isArray(names) && names.length > 0) return names.map(String);
  if (typeof names !== 'object' || names === null) return undefined;
  const entries = Object.entries(names).sort(([a], [b]) => Number(a) - Number(b));
  const isComplete = entries.length > 0 && entries.every(([key], index) => Number(key) === index);
  return isComplete ? entries.map(([, name]) => String(name)) : undefined;
}
