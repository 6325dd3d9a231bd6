import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type ErrorBody, toErrorResponse } from '../response/to-error-response.js';
import { sendJson } from './send-json.js';

export type Headers = Readonly<Record<string, string | number>>;

/** How an answer leaves: as the container gives it, or as SageMaker's runtime hands it on to an AWS SDK. */
export interface Outlet {
  /** A whole answer with status 200. */
  send(headers: Headers, body: string | Uint8Array): void;
  /** The head of an answer that comes in parts. */
  start(headers: Headers): void;
  /** Settles when the client has room for more. @throws the signal's reason */
  write(part: string, signal: AbortSignal): Promise<void>;
  finish(): void;
  /** Ends a begun answer that can't be completed. */
  breakOff(error: ErrorBody): void;
  /** An answer that failed before anything was sent. */
  fail(error: unknown, requestId: string): void;
}

export function createContainerOutlet(response: ServerResponse): Outlet {
  return {
    send(headers, body) {
      response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
    },
    start: (headers) => void response.writeHead(200, { ...headers }),
    write: (part, signal) => writePart(response, part, signal),
    finish: () => void response.end(),
    breakOff: (error) => endBroken(response, `${JSON.stringify(error)}\n`),
    fail(error, requestId) {
      const { status, headers, body } = toErrorResponse(error, requestId);
      sendJson(response, status, body, headers);
    },
  };
}

export async function writePart(
  response: ServerResponse,
  part: string | Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  if (response.write(part) || response.destroyed) return;
  const settled = new AbortController();
  const until = { signal: AbortSignal.any([signal, settled.signal]) };
  try {
    await Promise.race([once(response, 'drain', until), once(response, 'close', until)]);
  } catch {
    signal.throwIfAborted();
  } finally {
    settled.abort();
  }
}

/** A client that stopped reading would never take the end. */
export function endBroken(response: ServerResponse, last: string | Uint8Array): void {
  if (response.writableNeedDrain) response.destroy();
  else response.end(last);
}
