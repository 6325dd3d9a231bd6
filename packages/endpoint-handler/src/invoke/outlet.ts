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
  /** Settles when the client has room for more. */
  write(part: string): Promise<void>;
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
    write: (part) => writePart(response, part),
    finish: () => void response.end(),
    breakOff: (error) => void response.end(`${JSON.stringify(error)}\n`),
    fail(error, requestId) {
      const { status, headers, body } = toErrorResponse(error, requestId);
      sendJson(response, status, body, headers);
    },
  };
}

export async function writePart(response: ServerResponse, part: string | Uint8Array): Promise<void> {
  if (response.write(part) || response.destroyed) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}
