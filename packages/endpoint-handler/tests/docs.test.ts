import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Express } from 'express';
import { afterEach, expect, it } from 'vitest';
import { createOpenApiDocument, toContractTables } from '../src/contract/index.js';
import { jpeg } from '../src/testing/fake-model.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('docs/serve.md shows the tables of the contract', async () => {
  const page = await read('../../../docs/serve.md');
  for (const [name, table] of Object.entries(toContractTables()))
    expect(page).toContain(`<!-- ${name} -->\n${table}\n<!-- /${name} -->`);
});

it('schema/openapi.json is the contract', async () => {
  expect(JSON.parse(await read('../schema/openapi.json'))).toEqual(JSON.parse(JSON.stringify(createOpenApiDocument())));
});

it("docs/serve.md's example of an AWS SDK prints detections and attributes", async () => {
  const page = await read('../../../docs/serve.md');
  const example = /```js\n([^]*?)```/.exec(page)?.[1] ?? '';
  await inScratchFolder(async (folder) => {
    await writeFile(join(folder, 'photo.jpg'), jpeg);
    const url = await serveRouter();
    await writeFile(join(folder, 'example.mjs'), example.replace('http://127.0.0.1:8080', url));
    const { stdout } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder });
    expect(stdout).toMatch(/^conf=0\.4;model=model;ms=[\d.]+ \[{"xmin":1,.*"name":"hammer"}\]\n$/);
  });
});

it('the example of the README answers over HTTP', async () => {
  const example = /```ts\n([^]*?)```/.exec(await read('../README.md'))?.[1] ?? '';
  await inScratchFolder(async (folder) => {
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
  });
});

/** In this package, so that imports are found; where no linter that runs at the same time looks. */
async function inScratchFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const scratch = fileURLToPath(new URL('../test-output', import.meta.url));
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'docs-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
