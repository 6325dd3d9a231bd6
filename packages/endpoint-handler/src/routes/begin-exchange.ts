import type { RequestHandler, Response } from 'express';
import type { RequestEvent } from '../endpoint-options.js';
import type { EndpointSettings } from '../endpoint-settings.js';
import { ClientGoneError } from '../errors.js';
import { createContainerOutlet } from '../invoke/outlet.js';
import { type Exchange, readRequestId } from './exchange.js';

/** Gives each request its exchange, and counts and reports it once it has ended. */
export function beginExchange({ metrics, onRequest }: EndpointSettings): RequestHandler {
  return (request, response, next) => {
    const exchange: Exchange = {
      request,
      response,
      requestId: readRequestId(request),
      startedAt: performance.now(),
      route: 'unknown',
      outlet: createContainerOutlet(response),
    };
    response.locals['exchange'] = exchange;
    response.on('close', () => {
      const durationMs = performance.now() - exchange.startedAt;
      const isGone = !response.writableFinished && !isRefused(exchange);
      if (isGone) exchange.error ??= new ClientGoneError();
      const status = isGone ? clientGoneStatus : response.statusCode;
      metrics.countRequest(exchange.route, status, durationMs);
      onRequest?.(toEvent(exchange, request.path, status, durationMs));
    });
    next();
  };
}

export function exchangeOf(response: Response): Exchange {
  return response.locals['exchange'] as Exchange;
}

const clientGoneStatus = 499;

/** Whether the answer was a refusal: who is still sending a body that is too large may never have taken it. */
function isRefused({ response, error }: Exchange): boolean {
  return response.writableEnded && error !== undefined;
}

function toEvent(exchange: Exchange, path: string, status: number, durationMs: number): RequestEvent {
  const { requestId, request, bodyBytes, timings, error } = exchange;
  return {
    requestId,
    method: request.method ?? '',
    path,
    status,
    durationMs,
    ...(bodyBytes !== undefined && { bodyBytes }),
    ...(timings && { timings }),
    ...(error !== undefined && { error }),
  };
}
