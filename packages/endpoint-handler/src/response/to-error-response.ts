import { EndpointError } from '../errors.js';

export interface ErrorResponse {
  readonly status: number;
  readonly body: { readonly error: string; readonly code: string; readonly hint: string; readonly requestId: string };
}

/** SageMaker hands at most 2048 characters of an error's body to the client, so it stays whole below that. */
const maxMessageChars = 1000;

/** Any error as what the caller sees: whose fault it is decides the status, and no inner detail leaks. */
export function toErrorResponse(error: unknown, requestId: string): ErrorResponse {
  if (error instanceof EndpointError) return respond(error.status, error.message, error.code, error.hint, requestId);
  if (!isDiagnosed(error))
    return respond(
      500,
      'The server failed on this request.',
      'INTERNAL',
      'Give the request id to whoever runs the server.',
      requestId,
    );
  return respond(statusOf(error), error.message, error.code, hintOf(error), requestId);
}

interface Diagnosed extends Error {
  readonly code: string;
  readonly blame: string;
}

function isDiagnosed(error: unknown): error is Diagnosed {
  return error instanceof Error && 'code' in error && 'blame' in error && typeof error.code === 'string';
}

function statusOf({ code, blame }: Diagnosed): number {
  if (code === 'IMAGING_UNSUPPORTED') return 415;
  if (blame === 'input') return 400;
  return blame === 'environment' ? 503 : 500;
}

function hintOf({ blame }: Diagnosed): string {
  return blame === 'input'
    ? 'Send a whole JPEG, PNG or WebP image.'
    : 'Try again; if it stays, look at the server log.';
}

function respond(status: number, message: string, code: string, hint: string, requestId: string): ErrorResponse {
  const error = message.length > maxMessageChars ? `${message.slice(0, maxMessageChars)}…` : message;
  return { status, body: { error, code, hint, requestId } };
}
