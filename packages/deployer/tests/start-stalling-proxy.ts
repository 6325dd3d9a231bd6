import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface StallingProxy {
  readonly host: string;
  /** Resolves when the traffic stands still. */
  readonly stalled: Promise<void>;
  stop(): void;
}

/** Passes a registry's traffic on until so many bytes went up, and then nothing more: a push that is under way for ever. */
export async function startStallingProxy(target: string, afterBytes: number): Promise<StallingProxy> {
  const [hostname = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let sent = 0;
  let stall: () => void = () => undefined;
  const stalled = new Promise<void>((resolve) => (stall = resolve));
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    upstream.pipe(client);
    client.on('data', (chunk: Buffer) => {
      if (sent > afterBytes) return stall();
      sent += chunk.length;
      upstream.write(chunk);
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stalled,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
