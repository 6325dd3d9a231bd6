import { echoAttributes } from '../response/echo-attributes.js';
import { toServerTiming } from '../response/server-timing.js';
import { attributesHeader } from '../request/read-attributes.js';
import { inferenceIdHeader } from '../routes/exchange.js';
import type { AnswerContext } from './answer.js';
import type { Headers } from './outlet.js';

/** The head of an answer: its type, the request's id, where the time went, and the caller's attributes where it sent any. */
export function toReplyHeaders(context: AnswerContext, { contentType }: { readonly contentType: string }): Headers {
  const { exchange, timings, modelName } = context;
  const sent = exchange.request.headers[attributesHeader];
  const headers = {
    'Content-Type': contentType,
    [inferenceIdHeader]: exchange.requestId,
    'Server-Timing': toServerTiming(timings),
  };
  if (typeof sent !== 'string') return headers;
  const echo = echoAttributes(sent, modelName, performance.now() - exchange.startedAt);
  return { ...headers, 'X-Amzn-SageMaker-Custom-Attributes': echo };
}
