import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { UserCodeError } from '../src/adapters/user-code/index.js';
import { createHandlers, type OpenHandler, requestOf } from '../src/testing/open-handler.js';

// Each starts several processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const handlers = createHandlers();
afterEach(() => handlers.closeAll());

/** Does what the request's attribute `do` says, and answers its process's id. */
const handler = `
  import { spawn } from 'node:child_process';
  const hold = [];
  const deeds = {
    answer: () => undefined,
    exit: () => process.exit(0),
    abort: () => process.abort(),
    segfault: () => { process.kill(process.pid, 'SIGSEGV'); for (;;); },
    loop: () => { for (;;); },
    hang: () => new Promise(() => undefined),
    slow: () => new Promise((resolve) => setTimeout(resolve, 300)),
    objects: () => { for (;;) hold.push(Array.from({ length: 1e5 }, () => ({}))); },
    buffers: async () => { for (;;) { hold.push(Buffer.alloc(2e7, 1)); await new Promise((go) => setTimeout(go, 5)); } },
    print: () => { for (let i = 0; i < 5e4; i++) console.log('line ' + i); },
    endlessLine: () => { for (let i = 0; i < 50; i++) process.stdout.write('x'.repeat(10_000)); },
    later: () => new Promise(() => setTimeout(() => { throw new Error('too late'); }, 10)),
    floating: () => new Promise(() => { Promise.reject(new Error('adrift')); }),
    breakChannel: async () => { (await import('node:fs')).writeSync(3, 'rubbish, rubbish'); await new Promise(() => undefined); },
    spawn: () => spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' }).pid,
  };
  export async function preprocess({ body, attributes }) {
    const answer = await deeds[attributes.do]();
    return { images: [body], context: answer ?? process.pid };
  }
`;

/** Starts the handler, prints its process's id and lets it do the deed. */
const serverProgram = `
  const { openUserCode } = await import(process.argv[2]);
  const model = { classNames: [], detect: () => undefined };
  const { hooks } = await openUserCode({ modelFolder: process.cwd(), model, log: () => undefined });
  const act = (deed) => hooks.preprocess({ body: new Uint8Array(1), attributes: { do: deed } });
  process.stdout.write(String((await act('answer')).context));
  await act(process.argv[3]);
  setInterval(() => undefined, 1000);
`;

const open = (deadlineMs = 5_000) => handlers.open(handler, { deadlineMs, heapMb: 64 });
const act = async ({ hooks }: OpenHandler, deed: string): Promise<number> =>
  (await hooks.preprocess(requestOf({ do: deed }))).context as number;
const failure = (promise: Promise<unknown>): Promise<Pick<UserCodeError, 'code' | 'status' | 'message'>> =>
  promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error as UserCodeError,
  );
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A grandchild's remains are its new parent's to take away, so a zombie counts as ended. */
const hasEnded = (pid: number): boolean =>
  !isRunning(pid) || / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/, ''));

describe('a handler that fails', () => {
  it.each([
    ['process.exit(0)', 'exit', /ended during preprocess: its process ended with exit code 0, as by process.exit\(\)/],
    ['process.abort()', 'abort', /ended by SIGABRT, as by a crash in native code/],
    ['a segmentation fault', 'segfault', /ended by SIGSEGV/],
    ['objects without end', 'objects', /its memory ran out \(limit: 64 MB of objects\)/],
    ['buffers without end', 'buffers', /it held \d+ MB of memory \(limit: 320 MB\)/],
    ['an error in a timer', 'later', /an error that no hook caught: too late \(handler.mjs:\d+:\d+\)/],
    ['a rejection that nobody handles', 'floating', /an error that no hook caught: adrift \(handler.mjs:\d+:\d+\)/],
    ['rubbish on its channel', 'breakChannel', /it sent a message of \d+ bytes; the limit is/],
  ])('by %s ends only its own process, and the next request runs in a new one', async (_, deed, message) => {
    const opened = await open(20_000);
    const first = await act(opened, 'answer');
    const error = await failure(act(opened, deed));
    expect([error.code, error.status]).toEqual(['ENDPOINT_USER_CODE_CRASHED', 500]);
    expect(error.message).toMatch(message);
    const second = await act(opened, 'answer');
    expect(second).not.toBe(first);
    expect(isRunning(first)).toBe(false);
    expect(opened.events.map((event) => event.message).join('\n')).toContain('[handler] ended: ');
  });

  it('by an endless loop is ended at the deadline, and the next request runs in a new process', async () => {
    const opened = await open(2_000);
    const first = await act(opened, 'answer');
    const error = await failure(act(opened, 'loop'));
    expect([error.code, error.status]).toEqual(['ENDPOINT_USER_CODE_TIMEOUT', 504]);
    expect(error.message).toMatch(/preprocess in code\/handler.mjs did not answer within 2000 ms/);
    expect(await act(opened, 'answer')).not.toBe(first);
    expect(isRunning(first)).toBe(false);
  });

  it('cuts off what ran beside an endless loop with an answer that says to try again', async () => {
    const opened = await open(3_000);
    await act(opened, 'answer');
    const loop = failure(act(opened, 'loop'));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const beside = await failure(act(opened, 'answer'));
    expect((await loop).status).toBe(504);
    expect([beside.code, beside.status]).toEqual(['ENDPOINT_USER_CODE_UNAVAILABLE', 503]);
    expect(beside.message).toMatch(/another call kept its process busy past the deadline/);
  });

  it('by a hook that never settles costs only its own request', async () => {
    const opened = await open(2_000);
    const pid = await act(opened, 'answer');
    const hanging = failure(act(opened, 'hang'));
    expect(await act(opened, 'slow')).toBe(pid);
    expect((await hanging).code).toBe('ENDPOINT_USER_CODE_TIMEOUT');
    expect(await act(opened, 'answer')).toBe(pid);
  });

  it('by many hooks that never settle gets a new process', async () => {
    const opened = await open(1_000);
    const pid = await act(opened, 'answer');
    await Promise.all(Array.from({ length: 17 }, () => failure(act(opened, 'hang'))));
    // On a busy machine the new process may take longer than a call waits for it.
    await vi.waitFor(async () => expect(await act(opened, 'answer')).not.toBe(pid), { timeout: 30_000, interval: 100 });
  });

  it('by output without end fills neither the log nor the memory', async () => {
    const opened = await open(30_000);
    await act(opened, 'print');
    await act(opened, 'endlessLine');
    await opened.userCode.close();
    const messages = opened.events.map(({ message }) => message);
    expect(messages.length).toBeLessThan(2_000);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(2_100);
    expect(messages.some((message) => /… \d+ more lines in one second/.test(message))).toBe(true);
  });

  it('again and again is started later each time, and callers are told so', async () => {
    const opened = await handlers.open(`
      import { existsSync, writeFileSync } from 'node:fs';
      export function load() { if (existsSync('died')) process.exit(3); }
      export function preprocess() { writeFileSync('died', ''); process.exit(0); }
    `);
    expect((await failure(act(opened, 'answer'))).code).toBe('ENDPOINT_USER_CODE_CRASHED');
    const next = await failure(act(opened, 'answer'));
    expect([next.code, next.status]).toEqual(['ENDPOINT_USER_CODE_UNAVAILABLE', 503]);
    await expect
      .poll(() => opened.events.filter(({ message }) => message.includes('It starts again in')).length, {
        timeout: 15_000,
      })
      .toBeGreaterThan(3);
    const delays = opened.events.flatMap(
      ({ message }) => /again in (\d+) ms/.exec(message)?.slice(1).map(Number) ?? [],
    );
    expect(delays[0]).toBe(0);
    expect(delays[3]).toBeGreaterThan(delays[2] ?? Infinity);
    expect((await failure(act(opened, 'answer'))).message).toMatch(/being started again: .*exit code 3/);
  });
});

describe('a server that is killed', () => {
  it.each(['answer', 'hang', 'loop'])(
    'takes the handler with it while it does: %s',
    async (deed) => {
      const folder = await handlers.write({ 'code/handler.mjs': handler, 'server.mjs': serverProgram });
      const entry = fileURLToPath(new URL('../dist/adapters/user-code/index.js', import.meta.url));
      const server = spawn(process.execPath, ['server.mjs', entry, deed], { cwd: folder });
      onTestFinished(() => void server.kill('SIGKILL'));
      const [printed] = (await once(server.stdout, 'data')) as [Buffer];
      const pid = Number(printed.toString());
      expect(isRunning(pid)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 200));
      server.kill('SIGKILL');
      await expect.poll(() => hasEnded(pid), { timeout: 10_000 }).toBe(true);
    },
    15_000,
  );
});

describe('closing a handler', () => {
  it('ends its process and what that has started', async () => {
    const opened = await open();
    const pid = await act(opened, 'answer');
    const grandchild = await act(opened, 'spawn');
    expect([isRunning(pid), isRunning(grandchild)]).toEqual([true, true]);
    await opened.userCode.close();
    expect(isRunning(pid)).toBe(false);
    await expect.poll(() => hasEnded(grandchild)).toBe(true);
  });

  it('ends a process that does not listen to SIGTERM', async () => {
    const opened = await handlers.open(`
      process.on('SIGTERM', () => console.log('asked to end'));
      export const preprocess = ({ body }) => ({ images: [body], context: process.pid });
    `);
    const pid = await act(opened, 'answer');
    await opened.userCode.close();
    expect(isRunning(pid)).toBe(false);
    expect(opened.events).toContainEqual({ level: 'info', message: '[handler] asked to end' });
  });

  it('fails the calls that still run, and later ones', async () => {
    const opened = await open();
    const running = failure(act(opened, 'hang'));
    await act(opened, 'answer');
    await opened.userCode.close();
    expect((await running).message).toMatch(/was cut off: the server closed it/);
    expect((await failure(act(opened, 'answer'))).message).toMatch(/has been closed/);
  });
});
