import type { HookInput, HookRequest, ModelHooks } from '../ports/model-hooks.js';
import type { DetectionRecord } from '../ports/detection-record.js';
import type { WholeAnswer } from './answer.js';

/** Lets the model's own code write the answer. */
export async function answerByHook(
  postprocess: NonNullable<ModelHooks['postprocess']>,
  detections: readonly (readonly DetectionRecord[])[],
  input: HookInput,
  request: HookRequest,
): Promise<WholeAnswer> {
  const response = await postprocess(detections, input, request);
  return 'json' in response
    ? { contentType: 'application/json', body: JSON.stringify(response.json ?? null) }
    : { contentType: response.contentType, body: response.body };
}
