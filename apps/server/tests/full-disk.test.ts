import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { create } from 'tar';
import { constantModel, runServer, type RunningServer, startServer } from './start-server.js';

const fullDisk = new URL('fixtures/full-disk.mjs', import.meta.url).href;

let work: string;
let archive: string;
let env: Record<string, string>;
let server: RunningServer | undefined;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  for (const name of ['models', 'tmp']) mkdirSync(join(work, name));
  archive = join(work, 'models', 'garden.tar.gz');
  await create({ file: archive, cwd: constantModel, gzip: true }, ['model.json', 'model.onnx']);
  env = { TMPDIR: join(work, 'tmp'), NODE_OPTIONS: `--import=${fullDisk}` };
  writeFileSync(join(work, 'tmp', 'full'), '');
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(work, { recursive: true }));

async function load(): Promise<{ readonly status: number; readonly body: unknown }> {
  const body = JSON.stringify({ model_name: 'garden', url: archive });
  const response = await fetch(`${server?.url}/models`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as unknown };
}

describe('a full disk while an archive is unpacked', () => {
  it('ends a server of one model with exit code 1 and the cause, and leaves nothing half-written', async () => {
    const { code, stderr } = await runServer(['--model', archive, '--port', '0', '--json'], env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/INFERENCE_MODEL_STORAGE.*no space is left \(ENOSPC\)/)]);
    expect(readdirSync(join(work, 'tmp'))).toEqual(['full']);
  });

  it('answers 507 that names the folder and not the model as the culprit, and loads it once there is room', async () => {
    server = await startServer(['--models', join(work, 'models')], { env: { ...env, SAGEMAKER_MULTI_MODEL: 'true' } });
    const { status, body } = await load();
    expect([status, body]).toMatchObject([507, { code: 'ENDPOINT_MODEL_DISK_FULL' }]);
    expect((body as { readonly error: string }).error).toContain(`can't be unpacked in ${join(work, 'tmp')}`);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
    rmSync(join(work, 'tmp', 'full'));
    expect((await load()).status).toBe(200);
  });
});
