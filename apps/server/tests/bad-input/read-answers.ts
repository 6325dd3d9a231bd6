import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../../../docs/bad-input.md', import.meta.url));
const row = /^\| (.+?) \| (\d{3}) \| (?:`([A-Z_0-9]+)`|-) \|$/gm;

export interface DocumentedAnswer {
  readonly status: number;
  /** Undefined where the answer carries none. */
  readonly code: string | undefined;
}

/** The rows of docs/bad-input.md that promise a status, by the name of their input. */
export function readAnswers(): ReadonlyMap<string, DocumentedAnswer> {
  const rows = [...readFileSync(page, 'utf8').matchAll(row)];
  return new Map(rows.map(([, name = '', status, code]) => [name, { status: Number(status), code }]));
}
