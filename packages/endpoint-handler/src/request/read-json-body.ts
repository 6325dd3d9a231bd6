import type { IncomingMessage } from 'node:http';
import { JsonInvalidError, ManagementRequestInvalidError } from '../errors.js';
import { parseJson } from './parse-json-images.js';
import { readBody } from './read-body.js';

/** Far more than a name and a path take. */
const maxBytes = 64 * 1024;
const maxValues = 100;

/** A small JSON object. @throws ManagementRequestInvalidError, PayloadTooLargeError, BodyTimeoutError */
export async function readJsonObject(request: IncomingMessage, idleMs: number): Promise<Record<string, unknown>> {
  const body = await readBody(request, { maxBytes, idleMs, spoolAboveBytes: maxBytes });
  const value = parse(await body.bytes());
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ManagementRequestInvalidError('The body is no JSON object; expected {"model_name": "…", "url": "…"}.');
  return value as Record<string, unknown>;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, 'The body', maxValues);
  } catch (cause) {
    if (cause instanceof JsonInvalidError) throw new ManagementRequestInvalidError(cause.message, { cause });
    throw cause;
  }
}
