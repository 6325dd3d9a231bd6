import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An answer in the place of the store's; a status of 400 unless it says another. */
interface OwnAnswer {
  readonly answer: string;
  readonly status?: number;
}

/** What the proxy does to one request. */
export type Fault =
  'none' | 'drop' | 'slow-down' | 'unavailable' | 'internal-error' | 'delay' | 'cut' | 'stall' | OwnAnswer;

export interface FlakyProxy {
  readonly url: string;
  /** How often each fault was made. */
  readonly faults: Readonly<Record<string, number>>;
  /** Every request that came, as `GET /bucket/key?…`. */
  readonly requests: readonly string[];
  /** Decides what happens to each request, in the order in which they come. */
  choose: (line: string, number: number) => Fault;
  stop(): Promise<void>;
}

const slowDown =
  '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';

const internalError =
  '<?xml version="1.0"?><Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>';

/** The faults that are an answer of the store's own. */
const answers: Partial<Record<string, OwnAnswer>> = {
  'slow-down': { answer: slowDown, status: 503 },
  unavailable: { answer: '', status: 503 },
  'internal-error': { answer: internalError, status: 500 },
};

/** An HTTP proxy before an emulator that breaks connections, cuts bodies, waits, and answers 500 and 503. */
export async function startFlakyProxy(target: string): Promise<FlakyProxy> {
  const faults: Record<string, number> = {};
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, answer) => {
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    const fault = proxy.choose(line, requests.length);
    const name = typeof fault === 'string' ? fault : 'answer';
    faults[name] = (faults[name] ?? 0) + 1;
    handle(target, incoming, answer, fault);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FlakyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests,
    choose: () => 'none',
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function handle(target: string, incoming: IncomingMessage, answer: ServerResponse, fault: Fault): void {
  if (fault === 'drop') return void incoming.socket.destroy();
  const own = typeof fault === 'object' ? fault : answers[fault];
  if (own) {
    incoming.resume().on('end', () => {
      answer.writeHead(own.status ?? 400, { 'content-type': 'application/xml' });
      answer.end(own.answer);
    });
    return;
  }
  setTimeout(() => pass(target, incoming, answer, fault), fault === 'delay' ? 50 : 0);
}

function pass(target: string, incoming: IncomingMessage, answer: ServerResponse, fault: Fault): void {
  const { method, url, headers } = incoming;
  // The signature covers the host that the client meant.
  const onward = request(target + url, { method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 500, reply.headers);
    if (fault !== 'cut' && fault !== 'stall') return void reply.pipe(answer);
    const chunks: Buffer[] = [];
    reply.on('data', (chunk: Buffer) => chunks.push(chunk));
    reply.on('end', () => {
      const body = Buffer.concat(chunks);
      answer.write(body.subarray(0, body.length >> 1), () => {
        if (fault === 'cut') incoming.socket.destroy();
      });
    });
  });
  onward.on('error', () => incoming.socket.destroy());
  incoming.pipe(onward);
}

/** Faults in a fixed, seeded order: about `share` of the requests meet one. */
export function seededFaults(seed: number, share: number, kinds: readonly Fault[]): () => Fault {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => (next() < share ? (kinds[Math.floor(next() * kinds.length)] ?? 'none') : 'none');
}
