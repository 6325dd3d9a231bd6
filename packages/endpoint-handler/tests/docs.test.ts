import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Express } from 'express';
import { expect, it } from 'vitest';
import { createOpenApiDocument, toContractTables } from '../src/contract/index.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('docs/serve.md shows the tables of the contract', async () => {
  const page = await read('../../../docs/serve.md');
  for (const [name, table] of Object.entries(toContractTables()))
    expect(page).toContain(`<!-- ${name} -->\n${table}\n<!-- /${name} -->`);
});

it('schema/openapi.json is the contract', async () => {
  expect(JSON.parse(await read('../schema/openapi.json'))).toEqual(JSON.parse(JSON.stringify(createOpenApiDocument())));
});

it('the example of the README answers over HTTP', async () => {
  const example = /```ts\n([^]*?)```/.exec(await read('../README.md'))?.[1] ?? '';
  // In this package, so that its imports are found; where no linter that runs at the same time looks.
  const scratch = fileURLToPath(new URL('../test-output', import.meta.url));
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'readme-'));
  try {
    await writeFile(join(folder, 'example.ts'), example);
    const { app } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'example.ts')).href)) as {
      app: Express;
    };
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(`${url}/invocations`, { method: 'POST', body: new Uint8Array([0xff, 0xd8, 0xff]) });
    expect(await answer.json()).toEqual([expect.objectContaining({ name: 'hammer', xmax: 3 })]);
    server.closeAllConnections();
    server.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
