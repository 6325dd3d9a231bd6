import { afterEach, describe, expect, it } from 'vitest';
import express from 'express';
import { PortTakenError } from './errors.js';
import { listen, type ListeningServer } from './listen.js';
import { createLog } from './log.js';

const open: ListeningServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const app = (handler: express.RequestHandler) => express().use(handler);

describe(listen, () => {
  it('picks a free port and says where it listens', async () => {
    const server = await listen(
      app((_, response) => void response.end('hello')),
      { port: 0, host: '127.0.0.1' },
    );
    open.push(server);
    expect(await (await fetch(server.url)).text()).toBe('hello');
  });

  it('says that a port is taken, and what to do', async () => {
    const first = await listen(
      app((_, response) => void response.end()),
      { port: 0, host: '127.0.0.1' },
    );
    open.push(first);
    const port = Number(new URL(first.url).port);
    await expect(
      listen(
        app((_, response) => void response.end()),
        { port, host: '127.0.0.1' },
      ),
    ).rejects.toThrow(PortTakenError);
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
      { port: 0, host: '127.0.0.1' },
    );
    const answer = fetch(server.url);
    await arrived;
    const closed = server.close();
    expect(await (await answer).text()).toBe('whole');
    await closed;
  });
});

describe(createLog, () => {
  it('writes one line an event, as text or as JSON', () => {
    const lines: string[] = [];
    createLog(false, (line) => lines.push(line)).error('failed', { status: 500, reason: 'two words' });
    createLog(true, (line) => lines.push(line)).info('ready', { url: 'http://x' });
    expect(lines).toEqual([
      'ERROR failed status=500 reason="two words"\n',
      '{"level":"info","message":"ready","url":"http://x"}\n',
    ]);
  });
});
