import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { toConnectionTimeouts } from './connection-timeouts.js';

let server: Server | undefined;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterEach(() => {
  agent.destroy();
  server?.close();
});

/** Answers the client's port, by which a connection is known. */
function get(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', agent }, (response) => {
      const { localPort } = response.socket;
      response.resume().on('end', () => resolve(localPort));
    });
    call.on('error', reject).end();
  });
}

describe(toConnectionTimeouts, () => {
  it('keeps idle connections longer than proxies do, and waits a minute at most for a head', () => {
    server = createServer(toConnectionTimeouts(905_000));
    expect(server).toMatchObject({ keepAliveTimeout: 75_000, headersTimeout: 60_000, requestTimeout: 905_000 });
  });

  it('is taken by Node where a whole request has less time than a head', () => {
    server = createServer(toConnectionTimeouts(8_000));
    expect(server).toMatchObject({ keepAliveTimeout: 75_000, headersTimeout: 8_000, requestTimeout: 8_000 });
  });

  it('cuts no idle connection by the time for a head', async () => {
    const often = { ...toConnectionTimeouts(200), connectionsCheckingInterval: 20 };
    server = createServer(often, (_, response) => void response.end('hello'));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const first = await get(port);
    await sleep(600);
    expect(await get(port)).toBe(first);
  });
});
