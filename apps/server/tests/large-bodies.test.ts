import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from './bad-input/send.js';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

const mebibyte = 1024 ** 2;
let temporary: string;
let server: RunningServer;
beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'detectory-test-'));
  server = await startServer(['--model', constantModel], {
    env: { TMPDIR: temporary, SAGEMAKER_MAX_PAYLOAD_IN_MB: '1024' },
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(temporary, { recursive: true });
});

/** A photo with as many zeros behind it as make the body that large. */
function photoOf(megabytes: number): Buffer {
  return Buffer.concat([readFileSync(blankPhoto), Buffer.alloc(megabytes * mebibyte)]);
}

const filesBelowTemporary = () =>
  readdirSync(temporary, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('a server set up for asynchronous requests', () => {
  it('keeps a body below 25 MB in memory', async () => {
    expect((await send(server.url, { body: photoOf(24) })).status).toBe(200);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('lays a larger body on disk, answers, and takes it away again', async () => {
    const { status, body } = await send(server.url, { body: photoOf(60) });
    expect([status, JSON.parse(body)]).toEqual([200, [expect.objectContaining({ name: 'hammer' })]]);
    expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^detectory-serve-/)]);
    await expect.poll(filesBelowTemporary).toEqual([]);
  });
});
