import type { EndpointModel } from '@detectory/endpoint-handler';
import { InferenceWorkerError } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import type { SharedInference } from './shared-inference.js';

/** A detector as the endpoint's router asks it. */
export function toEndpointModel(detector: Detector, inference: SharedInference): EndpointModel {
  return {
    classNames: detector.model.manifest.classNames,
    detect: (image, request) =>
      // The warm-up has shown that the model can run: where it can't any more, the workers are at fault.
      inference.watch(detector.detect(image, request), (error) => error instanceof InferenceWorkerError),
  };
}
