import { request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';

export interface Sent {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly body: string;
}

export interface Outgoing {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** One request on a connection of its own; `fetch` would refuse some of what is sent here. */
export function send(url: string, outgoing: Outgoing): Promise<Sent> {
  const { method = 'POST', path = '/invocations', headers = { 'content-type': 'image/jpeg' }, body } = outgoing;
  return new Promise((resolve) => {
    // Node leaves it out for methods that usually have no body: what follows would be read as another request.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = { ...length, ...headers, connection: 'close' };
    const call = request(`${url}${path}`, { method, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    call.on('error', (error) => resolve({ status: 0, body: String(error) }));
    call.end(body);
  });
}

export type Pieces = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/** Bytes as they stand, on a socket; answers what came back until the server closed it. */
export async function sendRaw(url: string, pieces: Pieces): Promise<Sent> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  // The server may close while we still write: what it said before is the answer.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  for await (const piece of pieces) {
    if (socket.destroyed || socket.writableEnded) break;
    if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
  }
  await closed;
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1] ?? 0), body: rest.join('\r\n\r\n') };
}
