import type { DatasetJson } from './dataset-json.js';
import type { DuplicatesJson } from './duplicates-json.js';

/** The text of `dataset.json` or `duplicates.json`: indented, but an entry of a long list stands on one line, so that diffs stay readable. */
export function formatDatasetJson(dataset: DatasetJson | DuplicatesJson): string {
  return `${format(dataset, '')}\n`;
}

function format(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((item: unknown) => JSON.stringify(item))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, `${indent}  `)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0 || isShort(value))
    return Array.isArray(value) ? `[${entries.join(', ')}]` : `{ ${entries.join(', ')} }`.replace('{  }', '{}');
  return `${open}\n${entries.map((entry) => `${indent}  ${entry}`).join(',\n')}\n${indent}${close}`;
}

/** A list of numbers, or nothing but a few plain values. */
function isShort(value: object): boolean {
  const items = Object.values(value);
  return items.every((item) => typeof item === 'number') && Array.isArray(value);
}
