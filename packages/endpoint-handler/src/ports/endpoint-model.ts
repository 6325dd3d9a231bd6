import type { RgbImage } from '@detectory/imaging';
import type { Detection, DetectRequest as CoreDetectRequest } from '@detectory/inference-core';
import type { ModelHooks } from './model-hooks.js';

/**
 * What one request may ask for; what it leaves out comes from the model's own thresholds. Its signal aborts at the deadline, or
 * when the client has gone.
 */
export type DetectRequest = Omit<CoreDetectRequest, 'multiLabel'>;

/** The bytes of one image file, or pixels that came as such; a model may take the pixels' memory over. */
export type ImageInput = Uint8Array | RgbImage;

/** Milliseconds spent on one image. */
export interface DetectTimings {
  readonly decodeMs: number;
  readonly letterboxMs: number;
  readonly forwardMs: number;
}

export interface DetectedImage {
  /** Best first, in pixels of the upright image. */
  readonly detections: readonly Detection[];
  /** Of the upright image. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timings: DetectTimings;
}

/** One model that answers requests; the server wires it to ONNX Runtime, sharp and the model's own code. */
export interface EndpointModel {
  /** In the order of their indices. */
  readonly classNames: readonly string[];
  /**
   * Finds objects in one image.
   * @throws UnreadableImageError, UnsupportedImageError, InferenceWorkerError
   */
  detect(image: ImageInput, request: DetectRequest): Promise<DetectedImage>;
  /** The hooks of the model's `code/handler.mjs`; absent where it has none. */
  readonly hooks?: ModelHooks;
}
