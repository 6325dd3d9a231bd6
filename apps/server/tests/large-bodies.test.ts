import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
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

/** The sizes of the files that the server keeps on disk. */
const sizesBelowTemporary = () =>
  readdirSync(temporary, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);

/** Sends the body but for its end, and the end when `meanwhile` is done. */
async function sendInTwo(
  body: Buffer,
  headers: Readonly<Record<string, number>>,
  meanwhile: () => Promise<void>,
): Promise<readonly [number | undefined, unknown]> {
  const call = request(`${server.url}/invocations`, { method: 'POST', headers });
  const answered = new Promise<readonly [number | undefined, unknown]>((resolve, reject) => {
    call.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve([response.statusCode, JSON.parse(text)]));
    });
  });
  call.write(body.subarray(0, -endBytes));
  await meanwhile();
  call.end(body.subarray(-endBytes));
  return answered;
}

const endBytes = 1000;

describe('a server set up for asynchronous requests', () => {
  it('keeps a body below 25 MB in memory', async () => {
    expect((await send(server.url, { body: photoOf(24) })).status).toBe(200);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['announced', (body: Buffer) => ({ 'content-length': body.length })],
    ['sent in chunks', () => ({})],
  ] as const)('lays a larger body on disk, answers, and takes it away again: %s', async (_, toHeaders) => {
    const body = photoOf(60);
    const answer = await sendInTwo(body, toHeaders(body), async () => {
      await expect.poll(sizesBelowTemporary, { timeout: 10_000 }).toEqual([body.length - endBytes]);
    });
    expect(answer).toEqual([200, [expect.objectContaining({ name: 'hammer' })]]);
    expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^detectory-serve-/)]);
    await expect.poll(sizesBelowTemporary).toEqual([]);
  });
});
