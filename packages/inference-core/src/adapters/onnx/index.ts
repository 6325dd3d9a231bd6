export { createDetector, type DetectionResult, type Detector, type DetectorOptions } from './create-detector.js';
export type { DetectRequest } from '../../detection/detect-request.js';
export { estimateExportBytes, estimateMemoryBytes } from './estimate-memory.js';
export { type InferenceHost, type InferenceHostOptions, startInferenceHost } from './inference-host.js';
export type { DetectionTimings } from './inference-task.js';
export type { FreedMemory, WorkerIsolation } from './worker-channel.js';
