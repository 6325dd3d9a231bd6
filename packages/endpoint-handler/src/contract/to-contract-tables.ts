import { optionRules } from '../request/to-detect-request.js';
import { requestTypes } from '../request/request-types.js';
import { responseTypes } from '../response/negotiate.js';
import { createOpenApiDocument } from './create-openapi-document.js';
import { listErrors } from './error-samples.js';
import { meanings } from './error-responses.js';

/** The contract as Markdown tables, by name, for the page that explains it. */
export function toContractTables(): Readonly<Record<'routes' | 'types' | 'options' | 'errors', string>> {
  return { routes: toRoutes(), types: toTypes(), options: toOptions(), errors: toErrors() };
}

function toRoutes(): string {
  const rows = Object.entries(createOpenApiDocument().paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, responses }]) => [
      `\`${method.toUpperCase()} ${path}\``,
      summary,
      Object.keys(responses).join(' '),
    ]),
  );
  return toTable(['route', 'what it does', 'answers'], rows);
}

function toTypes(): string {
  return toTable(
    ['header', 'types'],
    [
      ['Content-Type', requestTypes.join(', ')],
      ['Accept', responseTypes.join(', ')],
    ],
  );
}

function toOptions(): string {
  const rows = Object.entries(optionRules).map(([name, { low, high, text }]) => [
    `\`${name}\``,
    `${low} to ${high}`,
    text,
  ]);
  return toTable(
    ['option', 'range', 'meaning'],
    [...rows, ['`classes`', 'names or indices', 'only these, between commas; a comma within a name as `%2C`']],
  );
}

function toErrors(): string {
  const rows = listErrors().map(({ statusKey, body }) => [statusKey, `\`${body.code}\``, body.error, body.hint]);
  const statuses = Object.entries(meanings).map(([status, meaning]) => [status, meaning]);
  return `${toTable(['status', 'meaning'], statuses)}\n\n${toTable(['status', 'code', 'for example', 'hint'], rows)}`;
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
