import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { PortTakenError } from './errors.js';

export interface ListeningServer {
  readonly url: string;
  /** Stops accepting, waits for running requests, and cuts connections that are still open after the grace period. */
  close(): Promise<void>;
}

/** SageMaker sends SIGKILL 30 s after SIGTERM. */
const graceMs = 25_000;
/** A pooled proxy reuses connections for longer than Node's five seconds; then the two race. */
const keepAliveMs = 75_000;

/** @throws PortTakenError when another program listens there */
export function listen(
  app: Express,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<ListeningServer> {
  const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 1_000 }, app);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error),
    );
    server.listen(port, host, 1024, () => {
      const address = server.address() as AddressInfo;
      const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve({ url: `http://${shownHost}:${address.port}`, close });
    });
  });

  function close(): Promise<void> {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    // A kept-alive connection becomes idle only when its last answer is out, and Node closes idle ones just once.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    return new Promise((resolve) => {
      server.close(() => {
        clearTimeout(cut);
        clearInterval(sweep);
        resolve();
      });
    });
  }
}
