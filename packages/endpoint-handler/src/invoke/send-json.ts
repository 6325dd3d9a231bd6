import type { ServerResponse } from 'node:http';
import type { Headers } from './outlet.js';

/** How long a client that still sends may take to see its answer before the connection closes. */
const lingerMs = 500;

export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Headers = {}): void {
  const body = JSON.stringify(value);
  const head = { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  if (response.req.complete) response.writeHead(status, head).end(body);
  else closeGently(response, () => response.writeHead(status, { ...head, Connection: 'close' }).write(body));
}

/**
 * An unread body would be taken for the next request, so the connection closes. Closing at once would reset it, and the
 * client would lose the answer with it: what still comes is thrown away for a moment.
 */
function closeGently(response: ServerResponse, write: () => void): void {
  const { req: request } = response;
  write();
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, lingerMs);
  request.once('end', end).once('close', end).resume();
}
