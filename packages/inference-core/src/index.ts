export {
  DetectorClosedError,
  InferenceError,
  InferenceWorkerError,
  ModelInvalidError,
  ModelNotFoundError,
  ModelStorageError,
  WorkerEndedError,
} from './errors.js';
export type { DetectRequest } from './detection/detect-request.js';
export type { Detection, DetectionOptions } from './detection/detection.js';
export { type Corners, intersectionOverUnion } from './detection/intersection-over-union.js';
export { letterbox } from './letterbox/letterbox.js';
export type { SizePx } from './letterbox/plan-letterbox.js';
export { describeBareOnnx } from './model/describe-bare-onnx.js';
export {
  MODEL_MANIFEST_VERSION,
  type ModelExport,
  type ModelManifest,
  modelManifestSchema,
  parseModelManifest,
} from './model/model-manifest.js';
export type { OpenedModel } from './model/opened-model.js';
