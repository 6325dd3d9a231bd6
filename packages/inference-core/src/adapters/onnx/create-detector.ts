import { availableParallelism } from 'node:os';
import type { RgbImage } from '@detectory/imaging';
import { decodeImage } from '@detectory/imaging/sharp';
import type { Detection } from '../../detection/detection.js';
import type { DetectRequest } from '../../detection/detect-request.js';
import { toImageSpace } from '../../detection/to-image-space.js';
import { DetectorClosedError } from '../../errors.js';
import type { OpenedModel } from '../../model/opened-model.js';
import type { InferenceTask, InferenceTimings, WorkerModel } from './inference-task.js';
import { InferenceWorker } from './inference-worker.js';

export interface DetectorOptions {
  /** Inference threads, each with its own session. Default 1. */
  readonly workers?: number;
  /** ONNX Runtime's threads in each session. Default: the cores, shared among the workers. */
  readonly threadsPerWorker?: number;
  /** Where the built worker stands, for bundles; by default found by this package's export. */
  readonly workerFile?: string;
}

export interface DetectionResult {
  /** Best first. */
  readonly detections: readonly Detection[];
  /** Of the upright image. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timings: DetectionTimings;
}

/** Milliseconds spent on one image; decoding is 0 where it came as pixels. */
export interface DetectionTimings extends InferenceTimings {
  readonly decodeMs: number;
}

export interface Detector {
  readonly model: OpenedModel;
  /**
   * Finds objects in an image: the bytes of a file, or upright pixels, which are handed over (don't use them after).
   * @throws UnreadableImageError or UnsupportedImageError for bytes that can't be decoded; InferenceWorkerError when the
   * model fails or its thread dies: the next call gets a new thread; DetectorClosedError
   */
  detect(image: Uint8Array | RgbImage, request?: DetectRequest): Promise<DetectionResult>;
  /** As `detect` for each image, in their order, as many at once as there are workers; the first failure rejects. */
  detectBatch(images: readonly (Uint8Array | RgbImage)[], request?: DetectRequest): Promise<DetectionResult[]>;
  close(): Promise<void>;
}

/**
 * A detector on ONNX Runtime's CPU provider, in threads of its own.
 * @throws InferenceWorkerError when ONNX Runtime refuses the model
 */
export async function createDetector(model: OpenedModel, options: DetectorOptions = {}): Promise<Detector> {
  const workers = await WorkerPool.start(toWorkerModel(model, options), options);
  const detect: Detector['detect'] = async (image, request = {}) => {
    request.signal?.throwIfAborted();
    const { decodeMs, ...pixels } = await toPixels(image);
    request.signal?.throwIfAborted();
    const { widthPx, heightPx } = pixels;
    const { rows, inputWidthPx, inputHeightPx, timings } = await workers.run(toTask(model, pixels, request));
    const detections = toImageSpace(rows, { widthPx: inputWidthPx, heightPx: inputHeightPx }, { widthPx, heightPx });
    return { detections, widthPx, heightPx, timings: { decodeMs, ...timings } };
  };
  return {
    model,
    detect,
    detectBatch: (images, request) => Promise.all(images.map((image) => detect(image, request))),
    close: () => workers.stop(),
  };
}

async function toPixels(image: Uint8Array | RgbImage): Promise<RgbImage & { readonly decodeMs: number }> {
  if (!(image instanceof Uint8Array)) return { ...image, decodeMs: 0 };
  const startedAt = performance.now();
  const decoded = await decodeImage(image);
  return { ...decoded, decodeMs: performance.now() - startedAt };
}

function toTask({ manifest }: OpenedModel, image: RgbImage, request: DetectRequest): InferenceTask {
  const { thresholds } = manifest;
  return {
    pixels: image.pixels,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
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

function toWorkerModel(
  { manifest, resolveFile }: OpenedModel,
  { workers = 1, threadsPerWorker }: DetectorOptions,
): WorkerModel {
  return {
    exports: manifest.exports.map((entry) => ({ ...entry, path: resolveFile(entry.file) })),
    head: manifest.head,
    classCount: manifest.classNames.length,
    threads: threadsPerWorker ?? Math.max(1, Math.floor(availableParallelism() / workers)),
  };
}

/** Gives each task to the least busy thread, and replaces threads that died. */
class WorkerPool {
  #closed = false;

  static async start(model: WorkerModel, { workers = 1, workerFile }: DetectorOptions): Promise<WorkerPool> {
    const start = () => InferenceWorker.start(model, workerFile);
    return new WorkerPool(await Promise.all(Array.from({ length: workers }, start)), start);
  }

  private constructor(
    private workers: InferenceWorker[],
    private readonly startWorker: () => Promise<InferenceWorker>,
  ) {}

  async run(task: Parameters<InferenceWorker['run']>[0]): ReturnType<InferenceWorker['run']> {
    if (this.#closed) throw new DetectorClosedError();
    const worker = await this.#leastBusy();
    return worker.run(task);
  }

  async stop(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  async #leastBusy(): Promise<InferenceWorker> {
    this.workers = await Promise.all(this.workers.map((worker) => (worker.isAlive ? worker : this.startWorker())));
    return this.workers.reduce((best, worker) => (worker.load < best.load ? worker : best));
  }
}
