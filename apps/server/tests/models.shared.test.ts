import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './start-server.js';

const weights = fileURLToPath(new URL('../../../../shared/weights/yolov5n.onnx', import.meta.url));
const names = ['a', 'b', 'c', 'd'];

let models: string;
let server: RunningServer;
beforeAll(async () => {
  if (!existsSync(weights)) throw new Error(`${weights} is missing; this test runs only where it stands.`);
  models = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  for (const name of names) {
    mkdirSync(join(models, name, 'model'), { recursive: true });
    cpSync(weights, join(models, name, 'model', 'best.onnx'));
  }
  server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true' } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(models, { recursive: true });
});

/** Of the server and the process in which its models run. */
function residentMb(): number {
  const { pid } = server.child;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [String(pid), ...children].reduce((sum, id) => sum + residentMbOf(id), 0);
}

function residentMbOf(id: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1000;
}

async function load(name: string): Promise<number> {
  const body = JSON.stringify({ model_name: name, url: join(models, name, 'model') });
  return (await fetch(`${server.url}/models`, { method: 'POST', body })).status;
}

const unload = async (name: string) => (await fetch(`${server.url}/models/${name}`, { method: 'DELETE' })).status;

/** Loads and unloads all of them; answers the resident memory while they are loaded, and after. */
async function playRound(): Promise<{ readonly loaded: number; readonly unloaded: number }> {
  for (const name of names) expect(await load(name)).toBe(200);
  const loaded = residentMb();
  for (const name of names) expect(await unload(name)).toBe(200);
  return { loaded, unloaded: residentMb() };
}

describe('the memory of real models', () => {
  it('is given back or used again: no round of loads takes more than the first', async () => {
    const first = await playRound();
    expect(first.unloaded).toBeLessThan(first.loaded);
    let last = first;
    for (let round = 0; round < 4; round++) last = await playRound();
    // Sixteen models that were kept would be 600 MB; files that were read wait for a garbage collection, some 100 MB at worst.
    expect(last.loaded).toBeLessThan(first.loaded + 150);
  });
});
