import { jsonListPieces } from '../model/json-list-pieces.js';
import type { DatasetJson } from './dataset-json.js';
import type { DuplicatesJson } from './duplicates-json.js';

/** The text of `dataset.json` or `duplicates.json`: indented, but an entry of a long list stands on one line, so that diffs stay readable. */
export function formatDatasetJson(dataset: DatasetJson | DuplicatesJson): string {
  return [...datasetJsonPieces(dataset)].join('');
}

/** The same piece by piece: of many images the whole would take tens of megabytes. */
export function* datasetJsonPieces(dataset: DatasetJson | DuplicatesJson): Generator<string, void> {
  yield* piecesOf(dataset, '');
  yield '\n';
}

function* piecesOf(value: unknown, indent: string): Generator<string, void> {
  if (Array.isArray(value)) yield* listPieces(value, indent);
  else if (typeof value === 'object' && value !== null) yield* objectPieces(value, indent);
  else yield JSON.stringify(value);
}

function* listPieces(items: readonly unknown[], indent: string): Generator<string, void> {
  if (items.every((item) => typeof item === 'number')) yield `[${items.join(', ')}]`;
  else yield* jsonListPieces(items, indent);
}

function* objectPieces(value: object, indent: string): Generator<string, void> {
  const entries = Object.entries(value);
  if (entries.length === 0) return yield '{}';
  for (const [i, [key, item]] of entries.entries()) {
    yield `${i === 0 ? '{' : ','}\n${indent}  ${JSON.stringify(key)}: `;
    yield* piecesOf(item, `${indent}  `);
  }
  yield `\n${indent}}`;
}
