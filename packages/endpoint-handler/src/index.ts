export {
  createEndpointRouter,
  type EndpointModel,
  type EndpointOptions,
  type RequestEvent,
} from './create-endpoint-router.js';
export {
  EndpointError,
  ModelNotLoadedError,
  MultipartInvalidError,
  NotReadyError,
  PayloadTooLargeError,
  RequestBodyEmptyError,
  RouteNotFoundError,
} from './errors.js';
export type { DetectionRecord } from './response/to-records.js';
