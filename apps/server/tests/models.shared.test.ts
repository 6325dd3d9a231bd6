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
  // As the image sets them: memory that is freed goes back to the system.
  const malloc = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
  server = await startServer(['--models', models], { env: { SAGEMAKER_MULTI_MODEL: 'true', ...malloc } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(models, { recursive: true });
});

function residentMb(): number {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
}

async function load(name: string): Promise<number> {
  const body = JSON.stringify({ model_name: name, url: join(models, name, 'model') });
  return (await fetch(`${server.url}/models`, { method: 'POST', body })).status;
}

const unload = async (name: string) => (await fetch(`${server.url}/models/${name}`, { method: 'DELETE' })).status;

describe('the memory of real models', () => {
  it('is back when DELETE answers, round after round', async () => {
    // The first model brings ONNX Runtime and the decoder, which stay.
    expect([await load('a'), await unload('a')]).toEqual([200, 200]);
    const before = residentMb();
    for (let round = 0; round < 3; round++) {
      for (const name of names) expect(await load(name)).toBe(200);
      const loaded = residentMb();
      for (const name of names) expect(await unload(name)).toBe(200);
      expect(residentMb() - before).toBeLessThan((loaded - before) / 3);
    }
  });
});
