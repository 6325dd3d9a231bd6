import { readFile } from 'node:fs/promises';

const page = '../../docs/serve.md';

/**
 * The contract as a file for other programs, and the tables of docs/serve.md between their markers; `npm run generate`
 * writes both, and a test holds them to their source.
 */
export default async function generateContract() {
  const { createOpenApiDocument, toContractTables } = await import('./dist/contract/index.js');
  let text = await readFile(new URL(page, import.meta.url), 'utf8');
  for (const [name, table] of Object.entries(toContractTables()))
    text = text.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
      (_, start, end) => `${start}${table}\n${end}`,
    );
  return { 'schema/openapi.json': JSON.stringify(createOpenApiDocument(), undefined, 2), [page]: text };
}
