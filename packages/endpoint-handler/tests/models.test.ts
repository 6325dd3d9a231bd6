import { afterEach, describe, expect, it } from 'vitest';
import { createFakeHost, createFakeMultiHost } from '../src/testing/fake-host.js';
import { fakeModel, jpeg, record } from '../src/testing/fake-model.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

const call = async (url: string, method = 'GET', body?: unknown): Promise<[number, unknown]> => {
  const isBytes = body instanceof Uint8Array;
  const answer = await fetch(url, {
    method,
    ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? '' : (JSON.parse(text) as unknown)];
};

describe('multi-model routes', () => {
  it('go through the life of two models as the platform does', async () => {
    const url = await serveRouter({ host: createFakeMultiHost(fakeModel) });
    const load = (name: string) =>
      call(`${url}/models`, 'POST', { model_name: name, url: `/opt/ml/models/${name}/model` });
    const model = { modelName: 'a', modelUrl: '/opt/ml/models/a/model' };

    expect(await call(`${url}/ping`)).toEqual([200, '']);
    expect(await call(`${url}/models`)).toEqual([200, { models: [] }]);
    expect(await load('b')).toEqual([200, { status: 'Model "b" loaded' }]);
    expect((await load('a'))[0]).toBe(200);
    expect((await load('a'))[0]).toBe(409);
    expect(await call(`${url}/models`)).toMatchObject([200, { models: [{ modelName: 'a' }, { modelName: 'b' }] }]);
    expect(await call(`${url}/models/a`)).toEqual([200, model]);
    expect(await call(`${url}/models/c`)).toMatchObject([
      404,
      { hint: expect.stringContaining('POST /models') as string },
    ]);
    expect(await call(`${url}/models/a/invoke`, 'POST', jpeg)).toEqual([200, [record]]);
    expect((await call(`${url}/models/c/invoke`, 'POST', jpeg))[0]).toBe(404);
    expect(await call(`${url}/models/a`, 'DELETE')).toEqual([200, { status: 'Model "a" unregistered' }]);
    expect((await call(`${url}/models/a`, 'DELETE'))[0]).toBe(404);
    expect((await call(`${url}/models/a/invoke`, 'POST', jpeg))[0]).toBe(404);
  });

  it('take names that need encoding', async () => {
    const host = createFakeMultiHost(fakeModel);
    await host.load({ modelName: 'dir/a b.tar.gz', modelUrl: '/m' });
    const url = await serveRouter({ host });
    expect(await call(`${url}/models/${encodeURIComponent('dir/a b.tar.gz')}/invoke`, 'POST', jpeg)).toEqual([
      200,
      [record],
    ]);
  });

  it('list models page by page in a stable order, though models go and come in between', async () => {
    const host = createFakeMultiHost(fakeModel);
    const names = Array.from({ length: 250 }, (_, index) => `m${String(index).padStart(3, '0')}`);
    for (const modelName of [...names].reverse()) await host.load({ modelName, modelUrl: '/m' });
    const url = await serveRouter({ host });
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const query = token ? `?next_page_token=${encodeURIComponent(token)}` : '';
      const [, page] = await call(`${url}/models${query}`);
      const { models, nextPageToken } = page as { models: { modelName: string }[]; nextPageToken?: string };
      seen.push(...models.map(({ modelName }) => modelName));
      token = nextPageToken;
      if (host.list().some(({ modelName }) => modelName === 'm010')) await host.unload('m010');
    } while (token);
    expect(seen).toEqual(names);
  });

  it('list the only model of a single-model server, which nobody can change', async () => {
    const url = await serveRouter({ host: createFakeHost(fakeModel) });
    expect(await call(`${url}/models`)).toEqual([200, { models: [{ modelName: 'model', modelUrl: '/opt/ml/model' }] }]);
    const refused = await fetch(`${url}/models/model`, { method: 'DELETE' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await call(`${url}/models/other/invoke`, 'POST', jpeg)).toMatchObject([
      404,
      { hint: expect.stringContaining('/models/model/invoke') as string },
    ]);
  });

  it.each([
    [[]],
    ['text'],
    [{ model_name: 7, url: 'x' }],
    [{ model_name: 'x', url: '' }],
    [{ model_name: 'x'.repeat(513), url: 'x' }],
  ])('refuse to load %j', async (body) => {
    const url = await serveRouter({ host: createFakeMultiHost(fakeModel) });
    expect(await call(`${url}/models`, 'POST', body)).toMatchObject([400, { code: 'ENDPOINT_REQUEST_INVALID' }]);
  });
});
