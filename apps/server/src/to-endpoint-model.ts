import type { EndpointModel, ImageInput } from '@detectory/endpoint-handler';
import type { RgbImage } from '@detectory/imaging';
import { decodeImage } from '@detectory/imaging/sharp';
import type { Detector } from '@detectory/inference-core/onnx';

export function toEndpointModel(detector: Detector): EndpointModel {
  return {
    classNames: detector.model.manifest.classNames,
    async detect(image, { confidence, iou, maxDetections }) {
      const startedAt = performance.now();
      const decoded = await decode(image);
      const decodeMs = performance.now() - startedAt;
      const { widthPx, heightPx } = decoded;
      const { detections, timings } = await detector.detect(decoded, {
        ...(confidence !== undefined && { confidence }),
        ...(iou !== undefined && { iou }),
        ...(maxDetections !== undefined && { maxDetections }),
      });
      return { detections, widthPx, heightPx, timings: { decodeMs, ...timings } };
    },
  };
}

async function decode(image: ImageInput): Promise<RgbImage> {
  return image instanceof Uint8Array ? decodeImage(image) : image;
}
