import { UnsupportedImageError } from '@detectory/imaging';
import { EndpointError, MethodNotAllowedError } from '../errors.js';
import { ListedImageError } from './listed-image-error.js';

export interface ErrorBody {
  readonly error: string;
  readonly code: string;
  readonly hint: string;
  readonly requestId: string;
}

export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

/** SageMaker hands at most 2048 characters of an error's body to the client, so it stays whole below that. */
const maxBodyBytes = 2000;
const retryStatuses: ReadonlySet<number> = new Set([429, 503]);

/** Any error as what the caller sees: whose fault it is decides the status, and no inner detail leaks. */
export function toErrorResponse(error: unknown, requestId: string): ErrorResponse {
  const { status, code, message, hint } = diagnose(error);
  return { status, headers: toHeaders(error, status), body: fit({ error: message, code, hint, requestId }) };
}

interface Diagnosis {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

function diagnose(error: unknown): Diagnosis {
  if (error instanceof ListedImageError) {
    const { status, code, message, hint } = diagnose(error.cause);
    return { status, code, message: error.message + message, hint };
  }
  if (error instanceof EndpointError) return error;
  if (error instanceof URIError)
    return {
      status: 400,
      code: 'ENDPOINT_PATH_INVALID',
      message: "The request's path isn't valid URL encoding.",
      hint: 'Encode names in the path as encodeURIComponent does.',
    };
  // Of a bug the caller can mend nothing; its code and message are in the log.
  if (!isDiagnosed(error) || error.blame === 'bug')
    return {
      status: 500,
      code: 'INTERNAL',
      message: 'The server failed on this request.',
      hint: 'Give the request id to whoever runs the server.',
    };
  return { status: statusOf(error), code: error.code, message: error.message, hint: hintOf(error) };
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

function hintOf(error: Diagnosed): string {
  if (error instanceof UnsupportedImageError) return `Convert the ${error.format} image to JPEG, PNG or WebP first.`;
  return error.blame === 'input'
    ? 'Send a whole JPEG, PNG, WebP, AVIF, TIFF or GIF image.'
    : 'Try again; if it stays, look at the server log.';
}

function toHeaders(error: unknown, status: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error instanceof MethodNotAllowedError) headers['Allow'] = error.allowed.join(', ');
  if (retryStatuses.has(status))
    headers['Retry-After'] = String((error instanceof EndpointError ? error.retryAfterSeconds : undefined) ?? 1);
  return headers;
}

/** Shortens the message until the whole body fits, whatever bytes its characters take. */
function fit(body: ErrorBody): ErrorBody {
  let shown = body;
  for (let chars = 1000; Buffer.byteLength(JSON.stringify(shown)) > maxBodyBytes; chars = Math.floor(chars / 2))
    shown = { ...body, error: `${body.error.slice(0, chars)}…`, hint: body.hint.slice(0, chars) };
  return shown;
}
