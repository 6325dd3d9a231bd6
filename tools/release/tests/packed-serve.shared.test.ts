import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drawWorkbench } from '@detectory/workbench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../src/run-script.mjs';
import { type Consumer, installPacked } from './install-packed.js';

let consumer: Consumer;
beforeAll(async () => {
  consumer = await installPacked();
});
afterAll(() => consumer.remove());

/** The address that the server logs once it is ready. */
function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const line = log.split('\n').find((candidate) => candidate.includes('"message":"ready"'));
      if (line) resolve((JSON.parse(line) as { url: string }).url);
    });
    child.once('close', () => reject(new Error(`detectory-serve ended before it was ready: ${log}`)));
  });
}

describe('detectory-serve from its tarball', () => {
  it('serves a bare export', async () => {
    const weights = join(root, '..', 'shared', 'weights');
    const model = existsSync(weights) ? readdirSync(weights).find((name) => name.endsWith('.onnx')) : undefined;
    if (!model) throw new Error(`${weights} holds no .onnx; this test runs only where the shared folder has one.`);
    const drawn = join(consumer.folder, 'drawn');
    await drawWorkbench({ outDir: drawn, photos: 1, sizePx: 160, seed: 5 });
    const photo = join(drawn, 'images', readdirSync(join(drawn, 'images'))[0] ?? '');
    const args = ['--model', join(weights, model), '--port', '0', '--host', '127.0.0.1', '--json'];
    const child = spawn(join(consumer.folder, 'node_modules', '.bin', 'detectory-serve'), args, {
      cwd: consumer.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      const url = await readyUrl(child);
      expect((await fetch(`${url}/ping`)).status).toBe(200);
      const answer = await fetch(`${url}/invocations`, { method: 'POST', body: readFileSync(photo) });
      expect([answer.status, await answer.json()]).toEqual([200, expect.any(Array)]);
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});
