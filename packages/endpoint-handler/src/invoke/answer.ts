import type { EndpointSettings } from '../endpoint-settings.js';
import type { EndpointModel } from '../ports/endpoint-model.js';
import type { HookInput, HookRequest } from '../ports/model-hooks.js';
import { decodeRequest } from '../request/decode-request.js';
import { toDetectRequest } from '../request/to-detect-request.js';
import { negotiate, type ResponseType } from '../response/negotiate.js';
import type { RequestTimings } from '../response/server-timing.js';
import { toErrorResponse } from '../response/to-error-response.js';
import type { Exchange } from '../routes/exchange.js';
import { answerByHook } from './answer-by-hook.js';
import { detectAll, type DetectJob } from './detect-all.js';
import { encodeAnswer } from './encode-answer.js';
import { streamLines } from './stream-lines.js';

/** What stays the same while one request is answered. */
export interface AnswerContext {
  readonly settings: EndpointSettings;
  readonly exchange: Exchange;
  readonly accept: string | undefined;
  /** As answers name it. */
  readonly modelName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly timings: RequestTimings;
}

export interface WholeAnswer {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/**
 * From a body to an answer, by the model and its own code. Undefined where the answer has left in parts already.
 * @throws an EndpointError, or what decoding, detection and user code throw
 */
export async function answer(
  context: AnswerContext,
  model: EndpointModel,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<WholeAnswer | undefined> {
  const hooks = model.hooks ?? {};
  const asked = toDetectRequest(context.attributes, model.classNames, model.hooks !== undefined);
  // The model's own code may answer types that are none of ours.
  const type = hooks.postprocess ? undefined : toResponseType(context);
  const hookRequest = toHookRequest(context, body);
  const { input: prepared, isList } = await prepare(context, hooks.preprocess, hookRequest);
  signal.throwIfAborted();
  const request = { ...asked, ...prepared.request, signal };
  // The model's own code sees what the caller asked for, as the model does.
  const input = { ...prepared, request };
  const job: DetectJob = { context, model, input, request, isList };
  if (hooks.postprocess) return answerByHook(hooks.postprocess, await detectAll(job), input, hookRequest);
  if (type === 'application/jsonlines') return streamLines(job, signal);
  return encodeAnswer(job, type ?? context.settings.defaultType);
}

/** Faults of a body or an image, as the metrics count them. */
export function isDecodeFault(error: unknown): boolean {
  const { status, body } = toErrorResponse(error, '');
  return (status === 400 || status === 415) && body.code !== 'ENDPOINT_OPTION_INVALID';
}

function toResponseType({ accept, settings }: AnswerContext): ResponseType {
  return negotiate(accept, settings.offeredTypes, settings.defaultType);
}

function toHookRequest({ exchange, accept, attributes }: AnswerContext, body: Uint8Array): HookRequest {
  const contentType = exchange.request.headers['content-type'] ?? '';
  return { body, contentType, accept: accept ?? '', attributes, requestId: exchange.requestId };
}

async function prepare(
  { settings, timings }: AnswerContext,
  preprocess: ((request: HookRequest) => Promise<HookInput>) | undefined,
  request: HookRequest,
): Promise<{ readonly input: HookInput; readonly isList: boolean }> {
  const startedAt = performance.now();
  try {
    if (preprocess) {
      const input = await preprocess(request);
      return { input, isList: input.images.length !== 1 };
    }
    const { images, isList } = await decodeRequest(request.body, request.contentType, settings.maxImages);
    return { input: { images }, isList };
  } finally {
    timings.decodeMs += performance.now() - startedAt;
  }
}
