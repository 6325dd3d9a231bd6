import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { blankPhoto, constantModel, type RunningServer, startServer } from './start-server.js';

const sockets: Socket[] = [];
let server: RunningServer | undefined;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.stop();
});

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

describe('detectory-serve', () => {
  it('answers beside 10,000 idle connections, and ends under them', async () => {
    server = await startServer(['--model', constantModel]);
    const port = Number(new URL(server.url).port);
    for (let count = 0; count < 10_000; count += 200) await Promise.all(Array.from({ length: 200 }, () => open(port)));
    for (let count = 0; count < 50; count++) expect((await fetch(`${server.url}/ping`)).status).toBe(200);
    const answer = await fetch(`${server.url}/invocations`, { method: 'POST', body: readFileSync(blankPhoto) });
    expect(answer.status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  it('answers 408 to a client that sends its body drop by drop, and to one that never ends its head', async () => {
    server = await startServer(['--model', constantModel, '--timeout', '1']);
    const port = Number(new URL(server.url).port);
    for (const head of ['POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n', 'POST /invoca']) {
      const socket = await open(port);
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.write(head);
      const drops = setInterval(() => socket.write('x'), 200);
      await once(socket, 'close');
      clearInterval(drops);
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
    }
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
  });
});
