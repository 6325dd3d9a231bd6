export { createEndpointRouter } from './create-endpoint-router.js';
export type { BatchOptions, DrawBoxes, EndpointOptions, RequestEvent } from './endpoint-options.js';
export {
  EndpointConfigError,
  EndpointError,
  ModelNotLoadedError,
  MultipartInvalidError,
  NotReadyError,
  PayloadTooLargeError,
  RequestBodyEmptyError,
  RouteNotFoundError,
} from './errors.js';
export { createEndpointMetrics, type EndpointMetrics } from './metrics/create-endpoint-metrics.js';
export type { Admission } from './ports/admission.js';
export type { BodyBudget, BodyReservation } from './ports/body-budget.js';
export type { BodySpool, SpooledBody } from './ports/body-spool.js';
export type { DetectedImage, DetectRequest, DetectTimings, EndpointModel, ImageInput } from './ports/endpoint-model.js';
export type { HookDetection, HookInput, HookRequest, HookResponse, ModelHooks } from './ports/model-hooks.js';
export type { HostedModel, HostState, ModelHost } from './ports/model-host.js';
export type { RequestTimings } from './response/server-timing.js';
export type { DetectionRecord } from './ports/detection-record.js';
