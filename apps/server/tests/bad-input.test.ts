import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badInputs } from './bad-input/cases.js';
import { openConnections } from './bad-input/open-connections.js';
import { jpeg } from './bad-input/photos.js';
import { readAnswers } from './bad-input/read-answers.js';
import { send } from './bad-input/send.js';
import { constantModel, type RunningServer, startServer } from './start-server.js';

const answers = readAnswers();
let server: RunningServer;
let photo: Buffer;
beforeAll(async () => {
  photo = await jpeg();
  server = await startServer(['--model', constantModel, '--timeout', '3', '--body-idle', '1']);
});
afterAll(() => server.stop());

const expectGoodAnswer = async () => {
  const { status, body } = await send(server.url, { body: photo });
  expect([status, JSON.parse(body)]).toEqual([200, [expect.objectContaining({ name: 'hammer' })]]);
};

describe('bad input', () => {
  it('is documented row by row', () => {
    expect([...answers.keys()]).toEqual(badInputs.map(({ name }) => name));
  });

  it.each(badInputs)('$name: gets the documented answer, and the next photo its detections', async (input) => {
    const { status, body } = await input.send(server.url);
    const { code } = status === 200 || body === '' ? {} : (JSON.parse(body) as { code?: string });
    expect({ status, code }).toEqual(answers.get(input.name));
    expect(Buffer.byteLength(body)).toBeLessThan(2048);
    await expectGoodAnswer();
  });

  it('leaves no error in the log but those of callers', () => {
    const failures = server.lines().filter(({ level }) => level === 'error' || level === 'fatal');
    expect(failures).toEqual([]);
  });
});

describe('clients that misbehave together', () => {
  it('answers /ping while thousands of connections say nothing', async () => {
    const close = await openConnections(server.url, 2_000);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
    await expectGoodAnswer();
    close();
  });

  it('forgets clients that vanish in mid-request', async () => {
    for (let round = 0; round < 50; round++) await vanish();
    await expectGoodAnswer();
    expect(server.child.exitCode).toBeNull();
  });
});

/** Sends a whole request and leaves before the answer, or half of one. */
async function vanish(): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: ${photo.length}\r\n\r\n`);
  socket.write(photo.subarray(0, photo.length >> (socket.localPort! % 2)));
  socket.destroy();
}
