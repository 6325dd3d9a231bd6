import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create } from 'tar';
import { blankPhoto, constantModel, runServer, type RunningServer, startServer } from './start-server.js';

let work: string;
let server: RunningServer | undefined;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-test-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(work, { recursive: true }));

const photo = readFileSync(blankPhoto);

/** A folder of the test's own, with the constant model in it. */
function modelFolder(name: string): string {
  const folder = join(work, name);
  cpSync(constantModel, folder, { recursive: true });
  return folder;
}

function temporaryFolder(name: string): string {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
}

const invoke = (headers: Record<string, string> = {}) =>
  fetch(`${server?.url}/invocations`, { method: 'POST', body: photo, headers });

describe('detectory-serve', () => {
  it('serves a folder with other files beside the model, as local mode mounts it', async () => {
    const folder = modelFolder('beside');
    for (const name of ['model.tar.gz', 'output.tar.gz', 'best.pt', 'notes.txt'])
      writeFileSync(join(folder, name), 'x');
    server = await startServer(['--model', folder]);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
    expect(await (await invoke()).json()).toEqual([expect.objectContaining({ class: 1, name: 'hammer' })]);
  });

  it('logs one line a request with its id, status and times, and nothing of the image', async () => {
    server = await startServer(['--model', constantModel]);
    await (await invoke({ 'X-Amzn-SageMaker-Inference-Id': 'order-7' })).arrayBuffer();
    await fetch(`${server.url}/ping`);
    await server.stop();
    const requests = server.lines().filter(({ message }) => message === 'request');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      requestId: 'order-7',
      method: 'POST',
      path: '/invocations',
      status: 200,
      bodyBytes: photo.length,
      durationMs: expect.any(Number) as unknown,
    });
    expect(JSON.stringify(requests[0]).length).toBeLessThan(500);
  });

  it('listens where the platform says, and logs at its level', async () => {
    server = await startServer(['--model', constantModel], { env: { SAGEMAKER_CONTAINER_LOG_LEVEL: '10' } });
    await fetch(`${server.url}/ping`);
    await server.stop();
    expect(server.lines()).toContainEqual(expect.objectContaining({ level: 'debug', path: '/ping' }));
    const taken = await runServer(['--model', constantModel, '--host', '127.0.0.1'], {
      SAGEMAKER_BIND_TO_PORT: '70000',
    });
    expect([taken.code, taken.stderr]).toEqual([
      2,
      expect.stringContaining('SAGEMAKER_BIND_TO_PORT is "70000"; expected a whole number from 0 to 65535.'),
    ]);
  });

  it('says that its port is taken before it loads a model', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { readonly port: number };
    const { code, stderr } = await runServer(['--model', '/none', '--host', '127.0.0.1', '--port', String(port)]);
    other.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Another program listens on port ${port}`)]);
  });
});

describe("a model's own code", () => {
  it('answers in its own words, and not at all where it is turned off', async () => {
    const folder = modelFolder('code');
    mkdirSync(join(folder, 'code'));
    const handler = 'export const postprocess = (detections) => ({ json: { found: detections[0].length } });';
    writeFileSync(join(folder, 'code', 'handler.mjs'), handler);
    server = await startServer(['--model', folder]);
    expect(await (await invoke()).json()).toEqual({ found: 1 });
    expect(await server.stop()).toBe(0);
    server = await startServer(['--model', folder], { env: { DETECTORY_USER_CODE: 'off' } });
    expect(await (await invoke()).json()).toEqual([expect.objectContaining({ name: 'hammer' })]);
  });

  it("ends with exit code 1 and the cause where the model's own code can't start", async () => {
    const folder = modelFolder('bad-code');
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code', 'handler.mjs'), 'export const load = () => { throw new Error("no key"); };');
    const { code, stderr } = await runServer(['--model', folder, '--port', '0']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/no key.*DETECTORY_USER_CODE=off/s)]);
  });
});

describe('a model that is not ready in time', () => {
  it('ends the server with exit code 1 and the setting that waits longer', async () => {
    const folder = modelFolder('slow-code');
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code', 'handler.mjs'), 'export const load = () => new Promise(() => undefined);');
    const ran = await runServer(['--model', folder, '--port', '0', '--json'], { SAGEMAKER_STARTUP_TIMEOUT: '2' });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      error: {
        code: 'SERVER_STARTUP_TIMEOUT',
        message: expect.stringMatching(/not ready within 2 s\. Set SAGEMAKER_STARTUP_TIMEOUT higher/) as string,
      },
    });
  });
});

describe('a model that can not be served', () => {
  const serve = (model: string, env: Record<string, string> = {}) =>
    runServer(['--model', model, '--port', '0', '--host', '127.0.0.1', '--json'], env);

  it.each([
    ['nothing', 'INFERENCE_MODEL_NOT_FOUND', (folder: string) => rmSync(folder, { recursive: true })],
    ['garbage', 'INFERENCE_WORKER_FAILED', (folder: string) => writeFileSync(join(folder, 'model.onnx'), 'garbage')],
    ['an empty folder', 'INFERENCE_MODEL_INVALID', (folder: string) => rmSync(join(folder, 'model.json'))],
    ['a missing file', 'INFERENCE_MODEL_INVALID', (folder: string) => rmSync(join(folder, 'model.onnx'))],
    ['a newer version', 'INFERENCE_MODEL_INVALID', (folder: string) => edit(folder, { formatVersion: 99 })],
    ['another sha256', 'INFERENCE_MODEL_INVALID', (folder: string) => edit(folder, { files: [changedFile] })],
  ])('ends the server at once, with the cause as its last words: %s', async (name, code, spoil) => {
    const folder = modelFolder(`spoiled ${name}`);
    spoil(folder);
    const ran = await serve(folder, { SAGEMAKER_BATCH: 'true' });
    expect(ran.code).toBe(1);
    const fatal = ran.stderr.split('\n').find((line) => line.includes('"level":"fatal"')) ?? '{}';
    expect(JSON.parse(fatal)).toMatchObject({ message: 'server failed', code, error: expect.any(String) as unknown });
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code } });
  });

  it('is served without its sha256 where a flag says so', async () => {
    const folder = modelFolder('changed');
    edit(folder, { files: [changedFile] });
    server = await startServer(['--model', folder, '--no-verify']);
    expect((await invoke()).status).toBe(200);
  });
});

const changedFile = { path: 'model.onnx', sizeBytes: 1, sha256: 'a'.repeat(64) };

function edit(folder: string, changes: object): void {
  const path = join(folder, 'model.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, ...changes }));
}

describe('a worker that dies', () => {
  it('is replaced, and the next request is answered', async () => {
    server = await startServer(['--model', constantModel]);
    const { pid } = server.child;
    const [worker] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    process.kill(Number(worker), 'SIGKILL');
    const until = performance.now() + 30_000;
    let status = 0;
    // The request that the dying worker had may fail; those after it may not.
    while (status !== 200 && performance.now() < until) ({ status } = await invoke());
    expect([status, (await fetch(`${server.url}/ping`)).status]).toEqual([200, 200]);
    expect(server.lines().map(({ message }) => message)).toContain('inference worker died, another one starts');
  });
});

describe('SIGTERM', () => {
  it('loses no request that was let in: each is answered with 200, and the server ends with 0', async () => {
    const { url, stop, lines } = (server = await startServer(['--model', constantModel]));
    const count = 50;
    const answers = Array.from({ length: count }, () =>
      invoke().then((response) => response.arrayBuffer().then(() => response.status)),
    );
    await expect.poll(() => countLetIn(url), { timeout: 30_000, interval: 5 }).toBe(count);
    const ended = stop();
    expect(await Promise.all(answers)).toEqual(Array<number>(count).fill(200));
    expect(await ended).toBe(0);
    const draining = lines().find(({ message }) => message === 'draining');
    // Else the signal came when all had been answered, and nothing was tried.
    expect(Number(draining?.['running']) + Number(draining?.['queued'])).toBeGreaterThan(0);
    expect(lines().filter(({ message, status }) => message === 'request' && status === 200)).toHaveLength(count);
    expect(lines().at(-1)).toMatchObject({ message: 'stopped' });
  });

  it('answers what comes too late with 503, or reads nothing of it', async () => {
    const { stop, lines } = (server = await startServer(['--model', constantModel]));
    const outcome = () => invoke().then(({ status }) => status, toUnread);
    const early = Array.from({ length: 20 }, outcome);
    await Promise.race(early);
    const ended = stop();
    const late: (number | 'unread')[] = [];
    while (late.at(-1) !== 'unread') late.push(await outcome());
    expect(await ended).toBe(0);
    // From the first refusal on nothing is let in any more.
    expect(late.slice(late.findIndex((status) => status !== 200))).not.toContain(200);
    const answered = [...(await Promise.all(early)), ...late].filter((status) => status !== 'unread');
    expect(answered.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    // What the server read, it answered: each line of its log has reached its client.
    const logged = lines().flatMap(({ message, status }) =>
      ['request', 'request failed'].includes(message) ? [status] : [],
    );
    expect(logged.sort()).toEqual(answered.sort());
  });

  it('removes what an archive was extracted to, also while the model loads', async () => {
    const archive = join(work, 'model.tar.gz');
    await create({ file: archive, cwd: constantModel, gzip: true }, ['model.json', 'model.onnx']);
    for (const until of ['listening', 'ready'] as const) {
      const temporary = temporaryFolder(`tmp-${until}`);
      server = await startServer(['--model', archive], { env: { TMPDIR: temporary }, until });
      if (until === 'ready') expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^detectory-serve-/)]);
      expect(await server.stop()).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
    }
    const bad = join(work, 'bad.tar.gz');
    writeFileSync(bad, 'no archive');
    const temporary = temporaryFolder('tmp-bad');
    expect((await runServer(['--model', bad, '--port', '0'], { TMPDIR: temporary })).code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(archive)).toBe(true);
  });
});

/** Requests for an answer that the server has answered, is working on or keeps in its queue. */
async function countLetIn(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const figures = metrics.matchAll(
    /^(?:detectory_requests_total\{route="\/invocations",.*\}|detectory_queue_depth|detectory_requests_in_flight) (\d+)$/gm,
  );
  return [...figures].reduce((sum, [, figure]) => sum + Number(figure), 0);
}

/** Refused, or reset while it waited to be accepted or was idle, as a port that closes does. */
function toUnread(reason: unknown): 'unread' {
  const code = ((reason as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (!['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(code)) throw reason;
  return 'unread';
}

describe('admission', () => {
  it('answers 429 at once when the queue is full, and 504 at the deadline', async () => {
    server = await startServer(['--model', constantModel, '--max-queue', '0']);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => invoke().then(({ status }) => status)));
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    await server.stop();
    server = await startServer(['--model', constantModel, '--timeout', '0.001']);
    const late = await invoke();
    expect([late.status, await late.json()]).toMatchObject([504, { code: 'ENDPOINT_DEADLINE_EXCEEDED' }]);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
  });
});
