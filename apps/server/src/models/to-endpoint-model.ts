import type { EndpointModel } from '@detectory/endpoint-handler';
import { decodeImage } from '@detectory/imaging/sharp';
import type { Detector } from '@detectory/inference-core/onnx';

export function toEndpointModel(detector: Detector): EndpointModel {
  return {
    classNames: detector.model.manifest.classNames,
    decode: (bytes) => decodeImage(bytes),
    detect: (image) => detector.detect(image),
  };
}
