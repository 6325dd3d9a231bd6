import { cpSync, mkdirSync, mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

/** What each model takes, in a process of its own, which gives it back when the model is unloaded. */
const modelMb = 400;
/** The server and its worker are larger than 50 MB and smaller than 250 MB. */
const budgetForMb = (models: number) => models * modelMb + 400;

const names = ['a', 'b', 'c'];
let models: string;
let server: RunningServer | undefined;
beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  for (const name of names) {
    cpSync(constantModel, join(models, name), { recursive: true });
    mkdirSync(join(models, name, 'code'));
    writeFileSync(
      join(models, name, 'code', 'handler.mjs'),
      `let memory;\nexport const load = () => void (memory = Buffer.alloc(${modelMb}e6, 1));\n`,
    );
  }
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(models, { recursive: true }));

const photo = readFileSync(blankPhoto);

async function ask(path: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server?.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as unknown };
}

const load = (name: string) =>
  ask('/models', { method: 'POST', body: JSON.stringify({ model_name: name, url: join(models, name) }) });
const unload = async (name: string) => (await ask(`/models/${name}`, { method: 'DELETE' })).status;
const invoke = async (name: string) => (await ask(`/models/${name}/invoke`, { method: 'POST', body: photo })).status;

async function loaded(): Promise<readonly string[]> {
  const { body } = await ask('/models');
  return (body as { readonly models: readonly { readonly modelName: string }[] }).models.map(
    ({ modelName }) => modelName,
  );
}

describe('a budget of memory', () => {
  it('that one model fills refuses the next with 507, until the platform unloads the first', async () => {
    server = await startServer(['--models', models, '--memory-budget', String(budgetForMb(1))], {
      env: { SAGEMAKER_MULTI_MODEL: 'true' },
    });
    expect((await load('a')).status).toBe(200);
    expect(await load('b')).toMatchObject({ status: 507, body: { code: 'ENDPOINT_MODEL_MEMORY' } });
    expect(await loaded()).toEqual(['a']);
    expect([await invoke('a'), await invoke('b')]).toEqual([200, 404]);
    expect(await unload('a')).toBe(200);
    expect((await load('b')).status).toBe(200);
    expect([await invoke('a'), await invoke('b')]).toEqual([404, 200]);
  });

  it('that two models fill lets the one go that was used longest ago, when a request names a third', async () => {
    server = await startServer(['--models', models, '--memory-budget', String(budgetForMb(2))]);
    for (const name of ['a', 'b', 'a']) expect(await invoke(name)).toBe(200);
    expect(await loaded()).toEqual(['a', 'b']);
    expect(await invoke('c')).toBe(200);
    expect(await loaded()).toEqual(['a', 'c']);
    expect(await invoke('b')).toBe(200);
    expect(await loaded()).toEqual(['b', 'c']);
  });
});
