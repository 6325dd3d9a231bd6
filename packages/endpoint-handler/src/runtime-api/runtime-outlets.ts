import type { IncomingMessage, ServerResponse } from 'node:http';
import { createContainerOutlet, endBroken, type Headers, type Outlet, writePart } from '../invoke/outlet.js';
import { sendJson } from '../invoke/send-json.js';
import { toErrorResponse } from '../response/to-error-response.js';
import { encodeEventStreamMessage } from './event-stream-message.js';
import { modelErrorHeaders, modelErrorStatus, toModelErrorBody } from './model-error.js';

/** Answers as `InvokeEndpoint` of SageMaker's runtime gives them to an AWS SDK. */
export function createRuntimeOutlet(request: IncomingMessage, response: ServerResponse): Outlet {
  const container = createContainerOutlet(response);
  return {
    ...container,
    send: (headers, body) => container.send({ ...headers, ...variantOf(request) }, body),
    start: (headers) => container.start({ ...headers, ...variantOf(request) }),
    fail: (error, requestId) => failAsModelError(response, error, requestId),
  };
}

/** Answers as `InvokeEndpointWithResponseStream` gives them: each part an event, a late failure an exception event. */
export function createEventStreamOutlet(request: IncomingMessage, response: ServerResponse): Outlet {
  const start = (headers: Headers) => void response.writeHead(200, toStreamHeaders(headers, request));
  return {
    start,
    send(headers, body) {
      start(headers);
      response.end(toPayloadPart(typeof body === 'string' ? Buffer.from(body) : body));
    },
    write: (part, signal) => writePart(response, toPayloadPart(Buffer.from(part)), signal),
    finish: () => void response.end(),
    breakOff(error) {
      const payload = Buffer.from(JSON.stringify({ Message: error.error, ErrorCode: 'StreamBroken' }));
      endBroken(response, encodeEventStreamMessage(exceptionHeaders, payload));
    },
    fail: (error, requestId) => failAsModelError(response, error, requestId),
  };
}

const partHeaders = {
  ':message-type': 'event',
  ':event-type': 'PayloadPart',
  ':content-type': 'application/octet-stream',
} as const;

const exceptionHeaders = {
  ':message-type': 'exception',
  ':exception-type': 'ModelStreamError',
  ':content-type': 'application/json',
} as const;

function toPayloadPart(bytes: Uint8Array): Uint8Array {
  return encodeEventStreamMessage(partHeaders, bytes);
}

function toStreamHeaders(headers: Headers, request: IncomingMessage): Record<string, string | number> {
  const { 'Content-Type': contentType = 'application/octet-stream', ...others } = headers;
  return {
    ...others,
    ...variantOf(request),
    'Content-Type': 'application/vnd.amazon.eventstream',
    'X-Amzn-SageMaker-Content-Type': contentType,
  };
}

function variantOf(request: IncomingMessage): Record<string, string> {
  const wanted = request.headers['x-amzn-sagemaker-target-variant'];
  return { 'x-Amzn-Invoked-Production-Variant': typeof wanted === 'string' ? wanted : 'AllTraffic' };
}

function failAsModelError(response: ServerResponse, error: unknown, requestId: string): void {
  const original = toErrorResponse(error, requestId);
  sendJson(response, modelErrorStatus, toModelErrorBody(original), { ...original.headers, ...modelErrorHeaders });
}
