import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

let work: string;
let models: string;
let server: RunningServer | undefined;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  models = join(work, 'models');
  for (const name of ['a1b2', 'c3d4']) cpSync(constantModel, join(models, name, 'model'), { recursive: true });
  mkdirSync(join(models, 'bad', 'model'), { recursive: true });
  writeFileSync(join(models, 'bad', 'model', 'model.onnx'), 'garbage');
  symlinkSync('/etc', join(models, 'link'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(work, { recursive: true }));

const photo = readFileSync(blankPhoto);

async function ask(path: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server?.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? '' : (JSON.parse(text) as unknown) };
}

const load = (name: string, url = join(models, name, 'model')) =>
  ask('/models', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Amzn-SageMaker-Target-Model': `${name}.tar.gz` },
    body: JSON.stringify({ model_name: name, url }),
  });
const unload = (name: string) => ask(`/models/${name}`, { method: 'DELETE' });
const invoke = (name: string) => ask(`/models/${name}/invoke`, { method: 'POST', body: photo });

describe('a multi-model server', () => {
  it("goes through the platform's sequence", async () => {
    server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true' } });
    expect(await ask('/ping')).toEqual({ status: 200, body: '' });
    expect(await ask('/models')).toEqual({ status: 200, body: { models: [] } });
    expect((await invoke('a1b2')).status).toBe(404);

    expect((await load('a1b2')).status).toBe(200);
    expect((await load('c3d4')).status).toBe(200);
    const listed = ['a1b2', 'c3d4'].map((name) => ({ modelName: name, modelUrl: join(models, name, 'model') }));
    expect(await ask('/models')).toEqual({ status: 200, body: { models: listed } });
    expect(await ask('/models/a1b2')).toEqual({ status: 200, body: listed[0] });
    expect((await load('a1b2')).status).toBe(409);
    expect((await load('none')).status).toBe(404);
    expect((await load('bad')).status).toBe(400);
    expect((await load('out', '/etc')).status).toBe(400);
    expect((await load('out', join(models, '..', 'x'))).status).toBe(400);
    expect((await load('out', join(models, 'link', 'ssl'))).status).toBe(400);

    expect(await invoke('a1b2')).toEqual({ status: 200, body: [expect.objectContaining({ name: 'hammer' })] });
    expect((await unload('a1b2')).status).toBe(200);
    expect((await unload('a1b2')).status).toBe(404);
    expect((await invoke('a1b2')).status).toBe(404);
    expect((await invoke('c3d4')).status).toBe(200);
    expect((await load('a1b2')).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(server.lines().filter(({ message }) => message === 'model loaded')).toHaveLength(3);
  });

  it('answers 507 to what its memory has no room for, and goes on', async () => {
    server = await startServer(['--models', models, '--memory-budget', '60'], {
      env: { SAGEMAKER_MULTI_MODEL: 'true' },
    });
    expect(await load('a1b2')).toMatchObject({ status: 507, body: { code: 'ENDPOINT_MODEL_MEMORY' } });
    expect((await ask('/ping')).status).toBe(200);
  });

  it('shares one load among requests that come together', async () => {
    server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true' } });
    const statuses = (await Promise.all([1, 2, 3].map(() => load('a1b2')))).map(({ status }) => status);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    expect(statuses).toContain(200);
    // Its last lines may still be on their way.
    await server.stop();
    expect(server.lines().filter(({ message }) => message === 'model loaded')).toHaveLength(1);
  });

  it('lets a running request end before it answers to an unload', async () => {
    server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true' } });
    await load('a1b2');
    const order: string[] = [];
    const running = Promise.all([1, 2, 3].map(() => invoke('a1b2').then(({ status }) => order.push(String(status)))));
    const unloaded = unload('a1b2').then(({ status }) => order.push(`unloaded ${status}`));
    await Promise.all([running, unloaded]);
    const ran = order.filter((entry) => entry === '200').length;
    // What came after the unload finds no model; what came before is answered first.
    expect(order.filter((entry) => entry === '404')).toHaveLength(3 - ran);
    expect(order.slice(0, order.indexOf('unloaded 200')).filter((entry) => entry === '200')).toHaveLength(ran);
  });
});

describe('a server with --models', () => {
  it('loads the model that a request names', async () => {
    const folder = join(work, 'on-demand');
    cpSync(constantModel, join(folder, 'garden'), { recursive: true });
    server = await startServer(['--models', folder]);
    expect(await ask('/models')).toMatchObject({ body: { models: [] } });
    expect(await invoke('garden')).toMatchObject({ status: 200, body: [expect.objectContaining({ name: 'hammer' })] });
    expect(await ask('/models')).toMatchObject({ body: { models: [{ modelName: 'garden' }] } });
    expect((await invoke('kitchen')).status).toBe(404);
  });
});
