import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientGoneError } from '../errors.js';
import type { Outlet } from '../invoke/outlet.js';
import type { RequestTimings } from '../response/server-timing.js';

/** One request on its way through the router. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly startedAt: number;
  /** As the document writes it, such as `/models/{name}`. */
  route: string;
  /** How errors and results leave. */
  outlet: Outlet;
  error?: unknown;
  bodyBytes?: number;
  timings?: RequestTimings;
}

export const inferenceIdHeader = 'X-Amzn-SageMaker-Inference-Id';

/** SageMaker's inference id where it sent one, else an id of our own; 64 characters at most. */
export function readRequestId(request: IncomingMessage): string {
  const sent = request.headers['x-amzn-sagemaker-inference-id'];
  return typeof sent === 'string' && sent !== '' ? sent.slice(0, 64) : randomUUID();
}

/** Aborts when the client hangs up before its answer is out. */
export function watchClient({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new ClientGoneError());
  });
  return controller.signal;
}
