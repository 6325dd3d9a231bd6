import type { ErrorResponse } from '../response/to-error-response.js';

/** What `InvokeEndpoint` answers, with status 424, where the container answered an error. */
export interface ModelErrorBody {
  readonly ErrorCode: string;
  readonly Message: string;
  readonly OriginalStatusCode: number;
  /** The container's body, at most 2048 characters of it. */
  readonly OriginalMessage: string;
  readonly LogStreamArn: string;
}

export const modelErrorStatus = 424;
export const modelErrorHeaders = { 'x-amzn-ErrorType': 'ModelError' } as const;

export function toModelErrorBody({ status, body }: ErrorResponse): ModelErrorBody {
  const original = JSON.stringify(body).slice(0, 2048);
  const side = status < 500 ? 'client' : 'server';
  return {
    ErrorCode: side === 'client' ? 'CLIENT_ERROR_FROM_MODEL' : 'SERVER_ERROR_FROM_MODEL',
    Message: `Received ${side} error (${status}) from primary with message "${original}".`,
    OriginalStatusCode: status,
    OriginalMessage: original,
    LogStreamArn: '',
  };
}
