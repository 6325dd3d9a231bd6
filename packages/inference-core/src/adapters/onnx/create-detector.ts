import { availableParallelism } from 'node:os';
import type { RgbImage } from '@detectory/imaging';
import type { Detection, DetectionOptions } from '../../detection/detection.js';
import { toImageSpace } from '../../detection/to-image-space.js';
import { DetectorClosedError } from '../../errors.js';
import type { OpenedModel } from '../../model/opened-model.js';
import type { InferenceTimings, WorkerModel } from './inference-task.js';
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
  readonly timings: InferenceTimings;
}

export interface Detector {
  readonly model: OpenedModel;
  /**
   * Finds objects in an upright image. The image's pixels are handed over to the inference thread: don't use them after.
   * @throws InferenceWorkerError when the model fails or its thread dies; the next call gets a new thread
   */
  detect(image: RgbImage, options?: Partial<DetectionOptions>): Promise<DetectionResult>;
  close(): Promise<void>;
}

/**
 * A detector on ONNX Runtime's CPU provider, in threads of its own.
 * @throws InferenceWorkerError when ONNX Runtime refuses the model
 */
export async function createDetector(model: OpenedModel, options: DetectorOptions = {}): Promise<Detector> {
  const workers = await WorkerPool.start(toWorkerModel(model, options), options);
  return {
    model,
    async detect({ pixels, widthPx, heightPx }, overrides = {}) {
      const task = {
        pixels,
        widthPx,
        heightPx,
        options: { ...model.manifest.thresholds, multiLabel: false, ...overrides },
      };
      const { rows, inputWidthPx, inputHeightPx, timings } = await workers.run(task);
      const input = { widthPx: inputWidthPx, heightPx: inputHeightPx };
      return { detections: toImageSpace(rows, input, { widthPx, heightPx }), timings };
    },
    close: () => workers.stop(),
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
