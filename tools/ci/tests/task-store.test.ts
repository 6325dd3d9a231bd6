import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace, runProgram, type WorkspaceCopy } from '@detectory/workspace-copy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTaskStore } from '../src/task-store.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Environment = Record<string, string>;
const address = (env: Environment, hash: string) => `${env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER']}/v1/cache/${hash}`;
const bearer = (env: Environment) => ({ authorization: `Bearer ${env['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN']}` });

describe(withTaskStore, () => {
  it('keeps an entry for the next run, and never overwrites one', async () => {
    const put = (body: string) =>
      withTaskStore(
        folder,
        async (env) => (await fetch(address(env, '12'), { method: 'PUT', headers: bearer(env), body })).status,
      );
    expect([await put('one'), await put('two')]).toEqual([200, 409]);
    const got = await withTaskStore(folder, async (env) =>
      (await fetch(address(env, '12'), { headers: bearer(env) })).text(),
    );
    expect(got).toBe('one');
  });

  it('refuses whoever lacks the token, says 404 for what is not there, and reads nothing but entries', async () => {
    writeFileSync(join(folder, '..', 'detectory-outside'), 'x');
    const seen = await withTaskStore(folder, async (env) => {
      const statuses = [(await fetch(address(env, '1'))).status];
      for (const path of ['1', '..%2Fdetectory-outside', 'a/b'])
        statuses.push((await fetch(address(env, path), { headers: bearer(env) })).status);
      return statuses;
    });
    rmSync(join(folder, '..', 'detectory-outside'));
    expect(seen).toEqual([401, 404, 404, 404]);
  });

  it('forgets what was used longest ago where it grows too large', async () => {
    for (const [name, usedAt] of [
      ['old', 1],
      ['new', 3],
      ['used', 2],
    ] as const) {
      writeFileSync(join(folder, name), 'x'.repeat(100));
      utimesSync(join(folder, name), usedAt, usedAt);
    }
    const options = { limitBytes: 250 };
    await withTaskStore(
      folder,
      async (env) => (await fetch(address(env, 'old'), { headers: bearer(env) })).text(),
      options,
    );
    expect(readdirSync(folder).sort()).toEqual(['new', 'old']);
  });

  it('is nothing where no folder is named', async () => {
    expect(await withTaskStore(undefined, async (env) => env)).toEqual({});
  });
});

describe('nx with NX_SELF_HOSTED_REMOTE_CACHE_SERVER', () => {
  let copy: WorkspaceCopy;
  beforeAll(async () => {
    copy = await copyWorkspace();
    const project = join(copy.root, 'tools', 'echo');
    mkdirSync(project);
    const targets = { say: { command: 'node tools/echo/say.mjs', cache: true, outputs: ['{projectRoot}/said'] } };
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ name: '@detectory/echo', nx: { name: 'echo', targets } }),
    );
    writeFileSync(
      join(project, 'say.mjs'),
      "import { writeFileSync } from 'node:fs';\nwriteFileSync('tools/echo/said', process.hrtime.bigint().toString());\n",
    );
  });
  afterAll(() => copy.remove());

  /** Runs the task as a machine does that has never run anything. */
  async function say(env: Environment): Promise<{ code: number; output: string; said: string | undefined }> {
    for (const path of ['.nx', 'tools/echo/said']) rmSync(join(copy.root, path), { recursive: true, force: true });
    const { code, output } = await runProgram('npx', ['nx', 'run', 'echo:say'], {
      cwd: copy.root,
      env: {
        NX_DAEMON: 'false',
        NX_NO_CLOUD: 'true',
        FORCE_COLOR: '0',
        CI: 'true',
        NX_CACHE_DIRECTORY: '.nx/cache',
        ...env,
      },
    });
    const file = join(copy.root, 'tools', 'echo', 'said');
    return { code, output, said: code === 0 ? readFileSync(file, 'utf8') : undefined };
  }

  it('restores on a second machine what the first one left, and runs again without the store', async () => {
    const first = await withTaskStore(folder, say);
    const second = await withTaskStore(folder, say);
    expect(second).toMatchObject({
      code: 0,
      said: first.said,
      output: expect.stringContaining('[remote cache]') as string,
    });
    const third = await say({});
    expect(third).toMatchObject({ code: 0, output: expect.not.stringContaining('[remote cache]') as string });
    expect(third.said).not.toBe(first.said);
  });

  it('goes on where the token may not write: what a pull request gets', async () => {
    const { createServer } = await import('node:http');
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url?.replace(/\d+$/, '')} ${request.headers.authorization}`);
      request.resume().on('end', () => response.writeHead(request.method === 'PUT' ? 403 : 404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as { port: number };
      const ran = await say({
        NX_SELF_HOSTED_REMOTE_CACHE_SERVER: `http://127.0.0.1:${port}/node-22`,
        NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'read-only',
      });
      expect(ran.code).toBe(0);
      expect(seen).toEqual(['GET', 'PUT'].map((method) => `${method} /node-22/v1/cache/ Bearer read-only`));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('ends the run where the server is away', async () => {
    const ran = await say({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'http://127.0.0.1:9' });
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('Failed to send request') as string });
  });
});
