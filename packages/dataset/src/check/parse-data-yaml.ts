import { parse } from 'yaml';
import { type SplitName, splitNames } from '../split/split-name.js';

export interface DataYaml {
  /** Where the splits lie: a folder, a list of images, or several of these, as data.yaml says it. */
  readonly splits: Readonly<Partial<Record<SplitName, readonly string[]>>>;
  /** `path` as data.yaml says it. */
  readonly root: string;
  /** How many names there are: YOLOv5's `nc`. */
  readonly classCount: number;
}

/** Reads data.yaml as YOLOv5's check_dataset does; gives what it would say where it refuses. */
export function parseDataYaml(text: string): DataYaml | { readonly refusal: string } {
  let data: unknown;
  try {
    // PyYAML speaks YAML 1.1, in which `no` and `on` are no text.
    data = parse(text, { version: '1.1', logLevel: 'error' });
  } catch (error) {
    return { refusal: `it is no YAML (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).` };
  }
  if (!isRecord(data)) return { refusal: 'it holds no map of keys to values.' };
  const missing = ['train', 'val', 'names'].filter((key) => !(key in data));
  if (missing.length > 0) return { refusal: `${missing.join(', ')} missing.` };
  const classCount = countNames(data['names']);
  if (typeof classCount === 'string') return { refusal: classCount };
  const splits = splitNames.flatMap((name) => {
    const places = toPlaces(data[name]);
    return places ? [[name, places] as const] : [];
  });
  return { splits: Object.fromEntries(splits), root: typeof data['path'] === 'string' ? data['path'] : '', classCount };
}

function countNames(names: unknown): number | string {
  if (Array.isArray(names)) return names.length;
  if (!isRecord(names)) return 'names is neither a list nor a map.';
  const odd = Object.keys(names).find((key) => !/^-?\d+$/.test(key));
  return odd === undefined
    ? Object.keys(names).length
    : `names has the key ${JSON.stringify(odd)}; expected whole numbers.`;
}

function toPlaces(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string' && value !== '') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
