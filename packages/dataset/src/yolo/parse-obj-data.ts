import type { YoloConfig } from './parse-data-yaml.js';

export interface ObjData {
  readonly config: YoloConfig;
  /** The file with a class name on each line. */
  readonly namesFile: string;
}

/** Darknet's `obj.data` (`key = value` lines), as CVAT writes it for YOLO 1.1. */
export function parseObjData(text: string): ObjData {
  const values = new Map<string, string>();
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const equals = line.indexOf('=');
    if (equals > 0 && !/^\s*[#;]/.test(line)) values.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  const splits = (['train', 'valid', 'test'] as const).flatMap((key) => {
    const place = values.get(key);
    return place ? [{ split: key === 'valid' ? ('val' as const) : key, places: [place] }] : [];
  });
  return { config: { root: undefined, splits, names: undefined }, namesFile: values.get('names') || 'obj.names' };
}
