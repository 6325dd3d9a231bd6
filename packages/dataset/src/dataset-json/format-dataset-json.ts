import type { DatasetJson } from './dataset-json.js';
import type { DuplicatesJson } from './duplicates-json.js';

/** So that a long list is never held as a string for each of its entries. */
const joinedAtOnce = 1024;

/** The text of `dataset.json` or `duplicates.json`: indented, but an entry of a long list stands on one line, so that diffs stay readable. */
export function formatDatasetJson(dataset: DatasetJson | DuplicatesJson): string {
  const pieces: string[] = [];
  format(dataset, '', pieces);
  // Joined once: the lists of files are long, and each level would copy them again.
  return `${pieces.join('')}\n`;
}

function format(value: unknown, indent: string, pieces: string[]): void {
  if (Array.isArray(value)) formatList(value, indent, pieces);
  else if (typeof value === 'object' && value !== null) formatObject(value, indent, pieces);
  else pieces.push(JSON.stringify(value));
}

function formatList(items: readonly unknown[], indent: string, pieces: string[]): void {
  const isNumbers = items.every((item) => typeof item === 'number');
  if (isNumbers) return void pieces.push(`[${items.join(', ')}]`);
  const separator = `,\n${indent}  `;
  for (let start = 0; start < items.length; start += joinedAtOnce) {
    const entries = items.slice(start, start + joinedAtOnce).map((item) => JSON.stringify(item));
    pieces.push(start === 0 ? `[\n${indent}  ` : separator, entries.join(separator));
  }
  pieces.push(`\n${indent}]`);
}

function formatObject(value: object, indent: string, pieces: string[]): void {
  const entries = Object.entries(value);
  if (entries.length === 0) return void pieces.push('{}');
  entries.forEach(([key, item], i) => {
    pieces.push(`${i === 0 ? '{' : ','}\n${indent}  ${JSON.stringify(key)}: `);
    format(item, `${indent}  `, pieces);
  });
  pieces.push(`\n${indent}}`);
}
