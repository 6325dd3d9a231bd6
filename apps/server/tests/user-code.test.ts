import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchContract } from './contract/served-contract.js';
import { blankPhoto, boxesModel, type RunningServer, startServer } from './start-server.js';

const example = fileURLToPath(new URL('../../../packages/endpoint-handler/examples/product-links', import.meta.url));
const photo = readFileSync(blankPhoto);

let work: string;
let server: RunningServer | undefined;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-test-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(work, { recursive: true });
});

const invoke = (attributes: string) =>
  fetch(`${server?.url}/invocations`, {
    method: 'POST',
    body: photo,
    headers: { 'X-Amzn-SageMaker-Custom-Attributes': attributes },
  });

describe('the example product-links, as its README says', () => {
  it.each([
    ['a folder', (folder: string) => folder],
    ['an archive', toArchive],
  ])('links products from %s', async (_, pack) => {
    const { shopUrl, attributes } = readCommands();
    const model = gardenModel();
    cpSync(join(example, 'code'), join(model, 'code'), { recursive: true });
    server = await startServer(['--model', pack(model)], { env: { HANDLER_SHOP_URL: shopUrl } });

    const answer = await invoke(attributes);
    const { detections, products } = (await answer.json()) as Readonly<Record<string, readonly object[]>>;
    expect(detections).toEqual([found('spade', 0.9), found('rake', 0.6), found('spade', 0.3)]);
    const [spade, rake] = products ?? [];
    expect(products).toHaveLength(2);
    expect(spade).toEqual({ ...readProduct(), confidence: expect.closeTo(0.9, 2) as number });
    expect(rake).toMatchObject({ name: 'rake', url: `${shopUrl}/nl/rakes/soil-14` });
  });

  it('refuses a country without a shop with 400', async () => {
    const model = gardenModel();
    cpSync(join(example, 'code'), join(model, 'code'), { recursive: true });
    server = await startServer(['--model', model]);
    const answer = await invoke('country=fr');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'There is no shop in "fr"; expected one of gb, nl, de.' }),
    ]);
  });
});

describe("a model's own code that fails", () => {
  it('costs one request what the contract says, never the server', async () => {
    const model = gardenModel();
    mkdirSync(join(model, 'code'));
    writeFileSync(join(model, 'code', 'handler.mjs'), faultyHandler);
    server = await startServer(['--model', model]);
    const contract = await fetchContract(server.url);
    for (const [deed, status, code] of [
      ['refuse', 422, 'ENDPOINT_USER_CODE_REFUSED'],
      ['teapot', 418, 'ENDPOINT_USER_CODE_REFUSED'],
      ['throw', 500, 'ENDPOINT_USER_CODE_FAILED'],
      ['exit', 500, 'ENDPOINT_USER_CODE_CRASHED'],
      ['abort', 500, 'ENDPOINT_USER_CODE_CRASHED'],
      ['segfault', 500, 'ENDPOINT_USER_CODE_CRASHED'],
    ] as const) {
      const answer = await invoke(`do=${deed}`);
      const body = await answer.text();
      expect([deed, answer.status, JSON.parse(body)]).toEqual([deed, status, expect.objectContaining({ code })]);
      expect([deed, contract.findFault('POST /invocations', answer, body)]).toEqual([deed, undefined]);
      expect((await fetch(`${server.url}/ping`)).status).toBe(200);
      await expect.poll(async () => (await invoke('do=answer')).status, { timeout: 10_000 }).toBe(200);
    }
    expect(server.child.exitCode).toBeNull();
  }, 60_000);
});

const faultyHandler = `
  const deeds = {
    refuse: () => { throw Object.assign(new Error('Name a shop.'), { status: 422 }); },
    teapot: () => { throw Object.assign(new Error('No coffee.'), { status: 418 }); },
    throw: () => { throw new Error('no such shop'); },
    exit: () => process.exit(0),
    abort: () => process.abort(),
    segfault: () => { process.kill(process.pid, 'SIGSEGV'); for (;;); },
    answer: () => undefined,
  };
  export function preprocess({ body, attributes }) {
    deeds[attributes.do]();
    return { images: [body] };
  }
`;

/** A model of the shop's own, in a folder named as the README's. */
function gardenModel(): string {
  const folder = join(work, 'my-model');
  cpSync(boxesModel, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'model.json'), JSON.stringify({ ...manifest, classNames: ['rake', 'spade'] }));
  return folder;
}

function toArchive(folder: string): string {
  const file = join(work, 'model.tar.gz');
  create({ sync: true, gzip: true, file, cwd: folder }, ['.']);
  return file;
}

const readme = () => readFileSync(join(example, 'README.md'), 'utf8');

/** What the commands of the README set. */
function readCommands(): { readonly shopUrl: string; readonly attributes: string } {
  const [, shopUrl = ''] = /^HANDLER_SHOP_URL=(\S+) detectory-serve --model my-model$/m.exec(readme()) ?? [];
  const [, attributes = ''] =
    /^curl -H 'X-Amzn-SageMaker-Custom-Attributes: ([^']+)'.*\/invocations$/m.exec(readme()) ?? [];
  return { shopUrl, attributes };
}

/** The product in the answer that the README shows. */
function readProduct(): object {
  const [, shown = ''] = /```json\n([^]*?)```/.exec(readme()) ?? [];
  const [product = {}] = (JSON.parse(shown) as { readonly products: readonly object[] }).products;
  return product;
}

function found(name: string, confidence: number): unknown {
  return expect.objectContaining({ name, confidence: expect.closeTo(confidence, 2) as number });
}
