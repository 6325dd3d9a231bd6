import type { DetectRequest, EndpointModel, ImageInput } from '../ports/endpoint-model.js';
import type { HookInput } from '../ports/model-hooks.js';
import { ListedImageError } from '../response/listed-image-error.js';
import type { DetectionRecord } from '../ports/detection-record.js';
import { toRecords } from '../response/to-records.js';
import type { AnswerContext } from './answer.js';

/** Everything that finding the objects of one request needs. */
export interface DetectJob {
  readonly context: AnswerContext;
  readonly model: EndpointModel;
  readonly input: HookInput;
  readonly request: DetectRequest;
  /** Whether the client sent a list of images and so gets one. */
  readonly isList: boolean;
}

/** The detections of each image. @throws at the first image that can't be used, and says which it was */
export async function detectAll(job: DetectJob): Promise<DetectionRecord[][]> {
  const results: DetectionRecord[][] = [];
  for (const [index, image] of job.input.images.entries()) results.push(await detectListed(job, image, index));
  return results;
}

/** One image of the request. @throws ListedImageError where there are several, else the cause alone */
export async function detectListed(job: DetectJob, image: ImageInput, index: number): Promise<DetectionRecord[]> {
  job.request.signal?.throwIfAborted();
  try {
    return await detectOne(job, image);
  } catch (error) {
    throw job.isList && !job.request.signal?.aborted ? new ListedImageError(index, error) : error;
  }
}

async function detectOne(job: DetectJob, image: ImageInput): Promise<DetectionRecord[]> {
  const { context, model, input, request } = job;
  const records = model.hooks?.predict
    ? await predict(job, image, model.hooks.predict)
    : await detect(context, model, image, request);
  context.settings.metrics.countImage(records.length);
  return records;

  async function predict(
    { context: { timings } }: DetectJob,
    image: ImageInput,
    hook: NonNullable<NonNullable<EndpointModel['hooks']>['predict']>,
  ): Promise<DetectionRecord[]> {
    const startedAt = performance.now();
    const found = [...(await hook(image, input))];
    timings.forwardMs += performance.now() - startedAt;
    return found;
  }
}

async function detect(
  { timings }: AnswerContext,
  model: EndpointModel,
  image: ImageInput,
  request: DetectRequest,
): Promise<DetectionRecord[]> {
  const result = await model.detect(image, request);
  timings.decodeMs += result.timings.decodeMs;
  timings.letterboxMs += result.timings.letterboxMs;
  timings.forwardMs += result.timings.forwardMs;
  return toRecords(result.detections, model.classNames);
}
