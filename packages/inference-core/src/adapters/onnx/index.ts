export { createDetector, type DetectionResult, type Detector, type DetectorOptions } from './create-detector.js';
export type { InferenceTimings } from './inference-task.js';
