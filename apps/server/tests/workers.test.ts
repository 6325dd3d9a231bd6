import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, hasLoaded } from './process-tree.js';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

let models: string;
let server: RunningServer | undefined;
beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  cpSync(constantModel, join(models, 'a1b2', 'model'), { recursive: true });
});
afterEach(async () => {
  // A worker that stands still would hold the server's output open.
  for (const worker of childrenOf(server?.child.pid)) process.kill(worker, 'SIGKILL');
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(models, { recursive: true }));

const photo = readFileSync(blankPhoto);
const ask = (path: string, init: RequestInit = {}) => fetch(`${server?.url}${path}`, init);
const ping = async () => (await ask('/ping')).status;

async function invoke(path: string): Promise<number> {
  const response = await ask(path, { method: 'POST', body: photo });
  await response.arrayBuffer();
  return response.status;
}

/**
 * Kills the worker while a request waits for it; answers the request's status. One that runs is stopped first, so that it doesn't
 * answer; one that starts isn't: the server would wait for it.
 */
async function killInRequest(path: string): Promise<number> {
  const { pid } = server?.child ?? {};
  await expect.poll(() => childrenOf(pid).every((worker) => hasLoaded(worker, 'libvips')), patient).toBe(true);
  for (const worker of childrenOf(pid)) process.kill(worker, 'SIGSTOP');
  const answer = invoke(path);
  await expect.poll(() => childrenOf(pid).length, patient).toBe(1);
  await expect.poll(async () => (await ask('/metrics')).text(), patient).toContain('detectory_requests_in_flight 1\n');
  for (const worker of childrenOf(pid)) process.kill(worker, 'SIGKILL');
  return answer;
}

const patient = { interval: 5, timeout: 30_000 };

const modes = [
  {
    mode: 'one model',
    path: '/invocations',
    memory: 'is used again by the next image',
    keptBytes: 24 << 20,
    start: () => startServer(['--model', constantModel]),
  },
  {
    mode: 'many models',
    path: '/models/a1b2/invoke',
    memory: 'is given back, for other models',
    keptBytes: 128 << 10,
    async start() {
      server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true' } });
      const body = JSON.stringify({ model_name: 'a1b2', url: join(models, 'a1b2', 'model') });
      expect((await ask('/models', { method: 'POST', body })).status).toBe(200);
      return server;
    },
  },
];

describe.each(modes)('a server of $mode', ({ path, memory, keptBytes, start }) => {
  it(`runs workers whose freed memory ${memory}`, async () => {
    server = await start();
    const [worker] = childrenOf(server.child.pid);
    const environment = readFileSync(`/proc/${worker}/environ`, 'utf8').split('\0');
    expect(environment).toContain(`MALLOC_TRIM_THRESHOLD_=${keptBytes}`);
  });

  it('answers 503 to /ping once its workers have died five times in a row, and 200 after the next success', async () => {
    server = await start();
    for (let death = 0; death < 5; death++) {
      expect([death, await ping()]).toEqual([death, 200]);
      expect(await killInRequest(path)).toBe(503);
    }
    expect(await ping()).toBe(503);
    expect(await invoke(path)).toBe(200);
    expect(await ping()).toBe(200);
  });
});

describe('a server that is ready', () => {
  it('has the decoder loaded in each of its workers, before any photo came', async () => {
    server = await startServer(['--model', constantModel, '--workers', '2', '--threads', '1']);
    const workers = childrenOf(server.child.pid);
    expect(workers.map((worker) => hasLoaded(worker, 'libvips'))).toEqual([true, true]);
  });
});
