import type { IncomingMessage } from 'node:http';
import { PayloadTooLargeError } from '../errors.js';

/** The whole body, in memory of its own. Reading stops as soon as the limit is passed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw new PayloadTooLargeError(maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new PayloadTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
