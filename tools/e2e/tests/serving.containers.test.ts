import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { docker, ensureImages, hardened, servingImage, withServingContainer } from '../src/containers.js';
import { root } from '../src/workspace.js';

const fixtures = join(root, 'apps', 'server', 'tests', 'fixtures');
const photo = readFileSync(join(fixtures, 'blank.png'));
const box = expect.objectContaining({ name: 'hammer', class: 1 }) as unknown;

let work: string;
beforeAll(() => {
  ensureImages();
  work = mkdtempSync(join(tmpdir(), 'detectory-serving-'));
  for (const name of ['model', 'models/a1b2/model', 'models/c3d4/model'])
    cpSync(join(fixtures, 'constant-model'), join(work, name), { recursive: true });
  mkdirSync(join(work, 'empty'));
  // Any user reads them, as on SageMaker.
  for (const name of ['.', 'models', 'models/a1b2', 'models/c3d4', 'empty']) chmodSync(join(work, name), 0o755);
});
afterAll(() => rmSync(work, { recursive: true }));

async function ask(url: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? '' : (JSON.parse(text) as unknown) };
}

const mount = (name: string, target: string) => ['--volume', `${join(work, name)}:${target}:ro`];

describe('the serving image', () => {
  it('serves one model from a read-only mount, as nobody in particular', async () => {
    await withServingContainer([...hardened, ...mount('model', '/opt/ml/model')], async (url) => {
      expect(await ask(`${url}/invocations`, { method: 'POST', body: photo })).toEqual({ status: 200, body: [box] });
      expect((await ask(`${url}/`)).status).toBe(404);
    });
  });

  it("goes through the platform's sequence with many models", async () => {
    const flags = [...hardened, '--env', 'SAGEMAKER_MULTI_MODEL=true', ...mount('models', '/opt/ml/models')];
    await withServingContainer(flags, async (url) => {
      const load = (name: string) =>
        ask(`${url}/models`, {
          method: 'POST',
          body: JSON.stringify({ model_name: name, url: `/opt/ml/models/${name}/model` }),
        });
      const invoke = (name: string) => ask(`${url}/models/${name}/invoke`, { method: 'POST', body: photo });
      expect(await ask(`${url}/models`)).toEqual({ status: 200, body: { models: [] } });
      expect([(await load('a1b2')).status, (await load('c3d4')).status]).toEqual([200, 200]);
      expect([(await load('a1b2')).status, (await load('none')).status]).toEqual([409, 404]);
      expect(await invoke('a1b2')).toEqual({ status: 200, body: [box] });
      const unload = () => ask(`${url}/models/a1b2`, { method: 'DELETE' });
      expect([(await unload()).status, (await unload()).status, (await invoke('a1b2')).status]).toEqual([
        200, 404, 404,
      ]);
      expect((await invoke('c3d4')).status).toBe(200);
    });
  });

  it('listens on the port that the platform names, drains on SIGTERM and ends with 0', async () => {
    const flags = [...hardened, ...mount('model', '/opt/ml/model')];
    await withServingContainer(flags, async (url, container) => {
      const answers = Array.from({ length: 20 }, () => ask(`${url}/invocations`, { method: 'POST', body: photo }));
      await Promise.race(answers);
      docker('stop', container);
      const outcomes = await Promise.allSettled(answers);
      const statuses = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.status] : []));
      expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
      expect(statuses).toContain(200);
      expect(docker('inspect', '--format', '{{.State.ExitCode}}', container)).toBe('0');
    });
  });

  it('ends with the cause where it can serve nothing, and runs other commands as they are', async () => {
    const failed = await runContainer(...mount('empty', '/opt/ml/model'), servingImage, 'serve');
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining('"level":"fatal"') as unknown });
    const wrong = await runContainer('--env', 'SAGEMAKER_BIND_TO_PORT=x', servingImage, 'serve');
    expect(wrong).toMatchObject({
      code: 2,
      output: expect.stringContaining('SAGEMAKER_BIND_TO_PORT is "x"') as unknown,
    });
    expect(await runContainer(servingImage, 'sh', '-c', 'echo $((6 * 7)); exit 3')).toEqual({
      code: 3,
      output: '42\n',
    });
  });
});

describe('the serving image on a machine that is too small', () => {
  it('ends with the cause where the disk is too small for an unpacked archive', async () => {
    const folder = join(work, 'archive');
    mkdirSync(folder);
    writeFileSync(join(work, 'model', 'ballast.bin'), Buffer.alloc(4 << 20, 'never the same'));
    execFileSync('tar', ['-czf', join(folder, 'model.tar.gz'), '-C', join(work, 'model'), '.']);
    rmSync(join(work, 'model', 'ballast.bin'));
    chmodSync(folder, 0o755);
    const disk = ['--read-only', '--tmpfs', '/tmp:size=1m'];
    const flags = [...disk, ...mount('archive', '/opt/ml/model'), servingImage, 'serve'];
    const { code, output } = await runContainer(...flags, '--model', '/opt/ml/model/model.tar.gz');
    expect(output).toMatch(/"level":"fatal".*(no space left|ENOSPC)/i);
    expect(code).toBe(1);
  });

  it('loses the photo that is too large for its memory, and answers the next', async () => {
    const memory = ['--memory', '300m', '--memory-swap', '300m'];
    await withServingContainer([...hardened, ...memory, ...mount('model', '/opt/ml/model')], async (url) => {
      const invoke = (body: Buffer) => ask(`${url}/invocations`, { method: 'POST', body });
      const large = await invoke(blankPng(9_000, 9_000));
      expect(large).toMatchObject({ status: 503, body: { code: 'INFERENCE_WORKER_FAILED' } });
      await vi.waitFor(async () => expect(await invoke(photo)).toEqual({ status: 200, body: [box] }), 20_000);
      expect((await ask(`${url}/ping`)).status).toBe(200);
    });
  });
});

/** A black picture: 240 KB of it are 243 MB of pixels. */
function blankPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = deflateSync(Buffer.alloc(height * (width * 3 + 1)));
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function runContainer(...args: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.env['DETECTORY_DOCKER'] ?? 'docker', ['run', '--rm', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
