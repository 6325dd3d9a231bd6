import type { RgbImage } from '@detectory/imaging';
import type { Detection } from '../../detection/detection.js';
import type { DetectRequest } from '../../detection/detect-request.js';
import { toImageSpace } from '../../detection/to-image-space.js';
import { choosePrecision } from '../../model/choose-precision.js';
import type { OpenedModel } from '../../model/opened-model.js';
import { type InferenceHost, type InferenceHostOptions, startInferenceHost } from './inference-host.js';
import type { DetectionTimings, InferenceResult, InferenceTask, WorkerModel } from './inference-task.js';

export interface DetectorOptions extends InferenceHostOptions {
  /** Workers that several detectors share; without it the detector starts and stops its own. */
  readonly host?: InferenceHost;
  /** Whether a large JPEG is decoded at a fraction of its size; what that changes: docs/decisions/0013-serving-speed.md. */
  readonly scaledDecoding?: boolean;
  /**
   * Whether each worker decodes a photo and passes one through each of the model's sizes before the detector is handed over, so
   * that its first caller doesn't pay for set-up. A model that can't run is refused then.
   */
  readonly warmUp?: boolean;
}

export interface DetectionResult {
  /** Best first, in pixels of the upright image. */
  readonly detections: readonly Detection[];
  /** Of the upright image. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timings: DetectionTimings;
}

export interface Detector {
  readonly model: OpenedModel;
  /**
   * Finds objects in an image: the bytes of a file, or upright pixels, which are handed over (don't use them after).
   * @throws UnreadableImageError or UnsupportedImageError for bytes that can't be decoded; InferenceWorkerError when the
   * model fails or its worker dies: the next call gets a new worker; DetectorClosedError; the signal's reason
   */
  detect(image: Uint8Array | RgbImage, request?: DetectRequest): Promise<DetectionResult>;
  /** As `detect` for each image, in their order; decoding and detection of different images overlap. The first failure rejects. */
  detectBatch(images: readonly (Uint8Array | RgbImage)[], request?: DetectRequest): Promise<DetectionResult[]>;
  /** Settles when running calls are answered and the memory is given back. */
  close(): Promise<void>;
}

/**
 * A detector on ONNX Runtime's CPU provider, in a process or thread of its own.
 * @throws InferenceWorkerError when ONNX Runtime refuses the model, or can't run it in the warm-up
 */
export async function createDetector(model: OpenedModel, options: DetectorOptions = {}): Promise<Detector> {
  const host = options.host ?? (await startOwnHost(options));
  const stopHost = () => (options.host ? Promise.resolve() : host.stop());
  const workerModel = toWorkerModel(model, host.threadsPerWorker);
  const hosted = await host.addModel(workerModel, options.warmUp).catch(async (error: unknown) => {
    await stopHost();
    throw error;
  });
  const detect: Detector['detect'] = async (image, request = {}) => {
    request.signal?.throwIfAborted();
    const task = toTask(model, image, request, options.scaledDecoding ?? false);
    return toDetections(await hosted.run(task, request.signal));
  };
  return {
    model,
    detect,
    detectBatch: (images, request) => Promise.all(images.map((image) => detect(image, request))),
    close: async () => {
      await hosted.remove();
      await stopHost();
    },
  };
}

/** It ends with its only model. */
async function startOwnHost(options: InferenceHostOptions): Promise<InferenceHost> {
  const host = await startInferenceHost({ freedMemory: 'reuse', ...options });
  host.retire();
  return host;
}

function toWorkerModel({ manifest, resolveFile }: OpenedModel, threads: number): WorkerModel {
  return {
    exports: choosePrecision(manifest.exports).map((entry) => ({ ...entry, path: resolveFile(entry.file) })),
    head: manifest.head,
    classCount: manifest.classNames.length,
    threads,
  };
}

function toTask(
  { manifest }: OpenedModel,
  image: Uint8Array | RgbImage,
  request: DetectRequest,
  scaledDecoding: boolean,
): InferenceTask {
  const { thresholds } = manifest;
  return {
    image,
    scaledDecoding,
    options: {
      confidence: request.confidence ?? thresholds.confidence,
      iou: request.iou ?? thresholds.iou,
      maxDetections: request.maxDetections ?? thresholds.maxDetections,
      multiLabel: request.multiLabel ?? false,
    },
    ...(request.classIndices && { classIndices: request.classIndices }),
    ...(request.imageSizePx !== undefined && { imageSizePx: request.imageSizePx }),
  };
}

function toDetections({ rows, inputWidthPx, inputHeightPx, timings, ...image }: InferenceResult): DetectionResult {
  const input = { widthPx: inputWidthPx, heightPx: inputHeightPx };
  return { detections: toImageSpace(rows, input, image), ...image, timings };
}
