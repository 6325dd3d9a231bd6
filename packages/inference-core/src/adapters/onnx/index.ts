export {
  createDetector,
  type DetectionResult,
  type DetectionTimings,
  type Detector,
  type DetectorOptions,
} from './create-detector.js';
export type { DetectRequest } from '../../detection/detect-request.js';
export type { InferenceTimings } from './inference-task.js';
