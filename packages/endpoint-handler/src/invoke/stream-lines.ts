import { toErrorResponse } from '../response/to-error-response.js';
import type { AnswerContext } from './answer.js';
import { detectListed, type DetectJob } from './detect-all.js';
import { toReplyHeaders } from './reply-headers.js';

/**
 * One line of JSON an image, sent as soon as it is known: the image's records, or an error in their place where the
 * request holds several. One image alone that can't be used fails the request.
 */
export async function streamLines(job: DetectJob, signal: AbortSignal): Promise<undefined> {
  const { context, input } = job;
  const { outlet, response } = context.exchange;
  for (const [index, image] of input.images.entries()) {
    const line = await detectLine(job, image, index);
    signal.throwIfAborted();
    if (!response.headersSent) outlet.start(toReplyHeaders(context, { contentType: 'application/jsonlines' }));
    await outlet.write(`${line}\n`, signal);
  }
  outlet.finish();
  return undefined;
}

async function detectLine(job: DetectJob, image: DetectJob['input']['images'][number], index: number): Promise<string> {
  try {
    return JSON.stringify(await detectListed(job, image, index));
  } catch (error) {
    if (!job.isList || job.request.signal?.aborted) throw error;
    return JSON.stringify(toErrorLine(job.context, error));
  }
}

function toErrorLine({ exchange, settings }: AnswerContext, error: unknown): unknown {
  settings.metrics.countDecodeError();
  exchange.error = error;
  return toErrorResponse(error, exchange.requestId).body;
}
