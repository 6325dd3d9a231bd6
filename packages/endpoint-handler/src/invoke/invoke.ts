import type { EndpointSettings } from '../endpoint-settings.js';
import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import { readAttributes } from '../request/read-attributes.js';
import { type BodyLimits, readBody, type RequestBody } from '../request/read-body.js';
import { toErrorResponse } from '../response/to-error-response.js';
import { createTimings } from '../response/server-timing.js';
import { type Exchange, watchClient } from '../routes/exchange.js';
import { answer, type AnswerContext, isDecodeFault, type WholeAnswer } from './answer.js';
import { toReplyHeaders } from './reply-headers.js';

/** Answers a request for detections. What it throws, the router answers. */
export type Invoke = (exchange: Exchange, target: InvokeTarget) => Promise<void>;

export interface InvokeTarget {
  /** Undefined for the only model of a single-model server. */
  readonly modelName: string | undefined;
  readonly accept: string | undefined;
}

export function createInvoke(settings: EndpointSettings): Invoke {
  const limits = toBodyLimits(settings);
  return async (exchange, { modelName, accept }) => {
    assertServing(settings, modelName);
    const context: AnswerContext = {
      settings,
      exchange,
      accept,
      modelName: modelName ?? settings.host.list()[0]?.modelName ?? 'model',
      attributes: readAttributes(exchange.request),
      timings: (exchange.timings = createTimings()),
    };
    const client = watchClient(exchange);
    const body = await readBody(exchange.request, limits);
    exchange.bodyBytes = body.length;
    context.timings.readMs = performance.now() - exchange.startedAt;
    try {
      const whole = await admit(context, body, modelName, client);
      if (whole) exchange.outlet.send(toReplyHeaders(context, whole), whole.body);
    } catch (error) {
      if (isDecodeFault(error)) settings.metrics.countDecodeError();
      if (exchange.response.headersSent) breakOff(exchange, error);
      else if (isPlaceholder(settings, error)) sendPlaceholder(context, error);
      else throw error;
    } finally {
      await body.dispose();
    }
  };
}

/** The model is held inside the place in the queue, so that it stays until its work has really ended. */
function admit(
  context: AnswerContext,
  body: RequestBody,
  modelName: string | undefined,
  client: AbortSignal,
): Promise<WholeAnswer | undefined> {
  const { host, admission } = context.settings;
  const queuedAt = performance.now();
  return admission.run((signal) => {
    context.timings.queueMs = performance.now() - queuedAt;
    return host.withModel(modelName, async (model) => answer(context, model, await body.bytes(), signal));
  }, client);
}

/** What needs no body is refused before one is read. */
function assertServing({ host }: EndpointSettings, modelName: string | undefined): void {
  // A host that failed says so at /ping; a request may be the one that shows it works again.
  if (host.state === 'starting' || host.state === 'draining') throw new NotReadyError();
  if (modelName === undefined || host.loadsOnDemand) return;
  const loaded = host.list();
  if (!loaded.some((model) => model.modelName === modelName))
    throw new ModelNotLoadedError(modelName, host.isMultiModel ? undefined : loaded[0]?.modelName);
}

function toBodyLimits(settings: EndpointSettings): BodyLimits {
  const { maxPayloadBytes, bodyIdleMs, spoolAboveBytes, bodyBudget, bodySpool } = settings;
  return {
    maxBytes: maxPayloadBytes,
    idleMs: bodyIdleMs,
    spoolAboveBytes,
    ...(bodyBudget && { budget: bodyBudget }),
    ...(bodySpool && { spool: bodySpool }),
  };
}

function breakOff(exchange: Exchange, error: unknown): void {
  exchange.error = error;
  exchange.outlet.breakOff(toErrorResponse(error, exchange.requestId).body);
}

/** Statuses after which the platform tries a record again; an answer of 200 would keep it from that. */
const retried: ReadonlySet<number> = new Set([429, 499, 503, 504, 507]);

function isPlaceholder({ batch }: EndpointSettings, error: unknown): boolean {
  return batch !== undefined && (batch.placeholders ?? true) && !retried.has(toErrorResponse(error, '').status);
}

function sendPlaceholder(context: AnswerContext, error: unknown): void {
  const { exchange } = context;
  exchange.error = error;
  const body = JSON.stringify(toErrorResponse(error, exchange.requestId).body);
  exchange.outlet.send(toReplyHeaders(context, { contentType: 'application/json' }), body);
}
