import { echoAttributes } from '../response/echo-attributes.js';
import { toServerTiming } from '../response/server-timing.js';
import { attributesHeader } from '../request/read-attributes.js';
import { inferenceIdHeader } from '../routes/exchange.js';
import type { AnswerContext } from './answer.js';
import type { Headers } from './outlet.js';

/** The head of an answer: its type, the request's id, where the time went, which model answered, and the caller's attributes. */
export function toReplyHeaders(context: AnswerContext, { contentType }: { readonly contentType: string }): Headers {
  const { exchange, timings, modelName } = context;
  const sent = exchange.request.headers[attributesHeader];
  const durationMs = performance.now() - exchange.startedAt;
  return {
    'Content-Type': contentType,
    [inferenceIdHeader]: exchange.requestId,
    'Server-Timing': toServerTiming(timings),
    'X-Amzn-SageMaker-Custom-Attributes': echoAttributes(
      typeof sent === 'string' ? sent : undefined,
      modelName,
      durationMs,
    ),
  };
}
