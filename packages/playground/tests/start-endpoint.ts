import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { playgroundPage } from '../src/index.js';

/** A detection as a server of the contract answers it. */
export interface Found {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  readonly confidence: number;
  readonly class: number;
  readonly name: string;
}

export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the endpoint does next; tests change it while a page is open. */
export interface Behaviour {
  pingStatus: number;
  /** Undefined: a single-model server, which has no such route. */
  models: readonly string[] | undefined;
  answer: (asked: Asked) => Reply | Promise<Reply>;
}

export interface Endpoint {
  readonly url: string;
  readonly behaviour: Behaviour;
  /** Requests for detections, in the order they came. */
  readonly asked: readonly Asked[];
  /** Requests in flight at once, at most. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

/** An endpoint's wire contract without a model: the page and its headers, and answers that a test has written down. */
export async function startEndpoint(changes: Partial<Behaviour> = {}, port = 0): Promise<Endpoint> {
  const behaviour: Behaviour = { pingStatus: 200, models: undefined, answer: () => ({ body: [] }), ...changes };
  const asked: Asked[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, behaviour, asked, mostAtOnce: () => most, close };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (pathname === '/') response.writeHead(200, playgroundPage.headers).end(playgroundPage.html);
    else if (pathname === '/ping') response.writeHead(behaviour.pingStatus).end();
    else if (pathname === '/models' && behaviour.models)
      send(response, {
        body: { models: behaviour.models.map((modelName) => ({ modelName, modelUrl: `/m/${modelName}` })) },
      });
    else if (pathname === '/invocations' || pathname.endsWith('/invoke')) {
      most = Math.max(most, ++running);
      const bytes = await readAll(request);
      const one = {
        path: pathname,
        query: Object.fromEntries(searchParams),
        type: request.headers['content-type'] ?? '',
        bytes,
      };
      asked.push(one);
      const reply = await behaviour.answer(one);
      running--;
      send(response, reply);
    } else
      send(response, { status: 404, body: { error: 'No such route.', code: 'NOT_FOUND', hint: '', requestId: 'r' } });
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function send(response: ServerResponse, { status = 200, body, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
