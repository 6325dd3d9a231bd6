import type { BoxAnnotation } from '@detectory/imaging';
import type { EndpointMetrics } from './metrics/create-endpoint-metrics.js';
import type { Admission } from './ports/admission.js';
import type { BodyBudget } from './ports/body-budget.js';
import type { BodySpool } from './ports/body-spool.js';
import type { ImageInput } from './ports/endpoint-model.js';
import type { ModelHost } from './ports/model-host.js';
import type { RequestTimings } from './response/server-timing.js';

/** Draws labelled boxes over an image; answers a JPEG. */
export type DrawBoxes = (image: ImageInput, boxes: readonly BoxAnnotation[]) => Promise<Uint8Array>;

/** How the endpoint answers in a batch transform. */
export interface BatchOptions {
  /** The value of SAGEMAKER_BATCH: exactly `True` is the SDK's local mode, which wants other spellings than AWS. */
  readonly variable: string;
  /** Whether a record that can't be used answers 200 with its error, so that its neighbours' results are kept. Default true. */
  readonly placeholders?: boolean;
}

export interface EndpointOptions {
  readonly host: ModelHost;
  readonly admission: Admission;
  /** Largest request body. Default 25 MiB, SageMaker's own limit. */
  readonly maxPayloadBytes?: number;
  /** The longest pause between two parts of a body, in milliseconds. Default 30 s. */
  readonly bodyIdleMs?: number;
  /** Bounds the memory of all bodies together; unbounded by default. */
  readonly bodyBudget?: BodyBudget;
  /** Takes bodies above `spoolAboveBytes` out of memory; by default all stay in it. */
  readonly bodySpool?: BodySpool;
  /** Default 25 MiB. */
  readonly spoolAboveBytes?: number;
  /** Most images in one request. Default 64. */
  readonly maxImages?: number;
  /** What is answered where a request accepts anything: SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT. Default application/json. */
  readonly defaultAccept?: string;
  /** Enables `Accept: image/jpeg`. */
  readonly drawBoxes?: DrawBoxes;
  /** Absent on an endpoint that answers requests one by one. */
  readonly batch?: BatchOptions;
  /** What `GET /execution-parameters` proposes on AWS. Default 1. */
  readonly maxConcurrentTransforms?: number;
  /** Shared with whoever loads models and restarts workers; by default the router's own. */
  readonly metrics?: EndpointMetrics;
  /** Called once a request has ended, for logs. */
  readonly onRequest?: (event: RequestEvent) => void;
}

export interface RequestEvent {
  /** SageMaker's inference id, or one of ours. */
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  /** 499 where the client had gone. */
  readonly status: number;
  readonly durationMs: number;
  /** Of a request for detections whose body has arrived. */
  readonly bodyBytes?: number;
  /** Of a request for detections. */
  readonly timings?: RequestTimings;
  readonly error?: unknown;
}
