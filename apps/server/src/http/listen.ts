import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddressUnusableError, PortTakenError } from '../errors.js';
import { toConnectionTimeouts } from './connection-timeouts.js';

export interface ListeningServer {
  readonly url: string;
  /** Settles when no request is being received, worked on or answered. */
  idle(): Promise<void>;
  /** Stops accepting, waits for running requests, and cuts connections that are still open after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** How long a client may take to send a whole request. */
  readonly requestTimeoutMs: number;
}

const backlog = 1024;

/** @throws PortTakenError when another program listens there; AddressUnusableError */
export function listen(
  app: RequestListener,
  { port, host, requestTimeoutMs }: ListenOptions,
): Promise<ListeningServer> {
  const server = createServer(toConnectionTimeouts(requestTimeoutMs), app);
  const exchanges = countExchanges(server);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortTakenError(port, { cause: error })
          : new AddressUnusableError(host, port, error),
      ),
    );
    server.listen(port, host, backlog, () => {
      const address = server.address() as AddressInfo;
      const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve({
        url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${address.port}`,
        close,
        idle: exchanges.idle,
      });
    });
  });

  function close(graceMs: number): Promise<void> {
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

function countExchanges(server: Server): { readonly idle: () => Promise<void> } {
  let open = 0;
  let waiting: (() => void)[] = [];
  server.on('request', (_request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      if (open > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
  });
  return { idle: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))) };
}
