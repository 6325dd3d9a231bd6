import type { DetectionRecord } from './detection-record.js';
import type { DetectRequest, ImageInput } from './endpoint-model.js';

/** One request as user code sees it. */
export interface HookRequest {
  readonly body: Uint8Array;
  /** As sent; empty where the client sent none. */
  readonly contentType: string;
  readonly accept: string;
  /** From `X-Amzn-SageMaker-Custom-Attributes` and the query string. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/** What `preprocess` makes of a request: one image file or several, and anything that later hooks need (plain data). */
export interface HookInput {
  readonly images: readonly ImageInput[];
  readonly request?: DetectRequest;
  readonly context?: unknown;
}

/** One object found, as the response tells it. */
export type HookDetection = DetectionRecord;

/** What `postprocess` answers: a body as text or bytes with its type, or any value that becomes JSON. */
export type HookResponse =
  { readonly contentType: string; readonly body: string | Uint8Array } | { readonly json: unknown };

/**
 * The hooks of one model's own code, already behind a deadline and in a process of their own: each call settles, and an
 * error is a UserCodeError. A hook that the code doesn't have is absent, and the server's own step runs.
 */
export interface ModelHooks {
  readonly preprocess?: (request: HookRequest) => Promise<HookInput>;
  /** Detections of one image; instead of the model's own. */
  readonly predict?: (image: ImageInput, input: HookInput) => Promise<readonly HookDetection[]>;
  /** @param detections one list an image, in the order of `input.images` */
  readonly postprocess?: (
    detections: readonly (readonly HookDetection[])[],
    input: HookInput,
    request: HookRequest,
  ) => Promise<HookResponse>;
}
