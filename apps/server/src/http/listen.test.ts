import { afterEach, describe, expect, it } from 'vitest';
import express from 'express';
import { AddressUnusableError, PortTakenError } from '../errors.js';
import { listen, type ListeningServer } from './listen.js';

const open: ListeningServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(1_000)));
});

const local = { port: 0, host: '127.0.0.1', requestTimeoutMs: 60_000 };
const app = (handler: express.RequestHandler) => express().use(handler);

describe(listen, () => {
  it('picks a free port and says where it listens', async () => {
    const server = await listen(
      app((_, response) => void response.end('hello')),
      local,
    );
    open.push(server);
    expect(await (await fetch(server.url)).text()).toBe('hello');
  });

  it('says that a port is taken, and what to do', async () => {
    const first = await listen(
      app((_, response) => void response.end()),
      local,
    );
    open.push(first);
    const port = Number(new URL(first.url).port);
    await expect(
      listen(
        app((_, response) => void response.end()),
        { ...local, port },
      ),
    ).rejects.toThrow(PortTakenError);
  });

  it('says of an address that is none of this machine how to name one', async () => {
    const elsewhere = { ...local, host: '192.0.2.1' };
    await expect(
      listen(
        app(() => undefined),
        elsewhere,
      ),
    ).rejects.toThrow(AddressUnusableError);
    await expect(
      listen(
        app(() => undefined),
        elsewhere,
      ),
    ).rejects.toThrow(/192\.0\.2\.1 port \d+ \(EADDRNOTAVAIL\)\. Pass --host/);
  });

  it('lets a running request end before it closes', async () => {
    let finish: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const server = await listen(
      app((_, response) => {
        finish();
        setTimeout(() => response.end('whole'), 50);
      }),
      local,
    );
    const answer = fetch(server.url);
    await arrived;
    const closed = server.close(1_000);
    expect(await (await answer).text()).toBe('whole');
    await closed;
  });
});
