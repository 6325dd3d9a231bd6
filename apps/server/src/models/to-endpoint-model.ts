import type { EndpointModel } from '@detectory/endpoint-handler';
import { InferenceWorkerError } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import type { FailureLatch } from './failure-latch.js';

/** A detector as the endpoint's router asks it. */
export function toEndpointModel(detector: Detector, latch: FailureLatch): EndpointModel {
  return {
    classNames: detector.model.manifest.classNames,
    detect: (image, request) =>
      latch.watch(detector.detect(image, request), (error) => error instanceof InferenceWorkerError),
  };
}
