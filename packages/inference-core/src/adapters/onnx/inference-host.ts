import { availableParallelism } from 'node:os';
import { DetectorClosedError } from '../../errors.js';
import type { InferenceResult, InferenceTask, WorkerModel } from './inference-task.js';
import type { FreedMemory, WorkerIsolation } from './worker-channel.js';
import { WorkerPool } from './worker-pool.js';

export interface InferenceHostOptions {
  /** Inference workers, each with its own copy of every model. Default 1. */
  readonly workers?: number;
  /** ONNX Runtime's threads in each worker. Default: the cores, shared among the workers. */
  readonly threadsPerWorker?: number;
  /** Default process: a native crash in a decoder or in ONNX Runtime then fails its requests, and not the program. */
  readonly isolation?: WorkerIsolation;
  /** `reuse` is a tenth faster, for processes whose models stay as long as they do. Default give-back. */
  readonly freedMemory?: FreedMemory;
  /** Where the built worker stands, for bundles; by default found by this package's export. */
  readonly workerFile?: string;
  /** Called when a worker has died; another one is being started. */
  readonly onWorkerDeath?: () => void;
}

/** Workers that many models share: a model costs its weights and buffers, not a thread or process of its own. */
export interface InferenceHost {
  readonly threadsPerWorker: number;
  /** Images that wait for a worker, of all models. */
  readonly queuedCount: number;
  /**
   * Loads a model into every worker, and warms it there if asked; createDetector does it.
   * @throws InferenceWorkerError when ONNX Runtime refuses it
   */
  addModel(model: WorkerModel, warmUp?: boolean): Promise<HostedModel>;
  /** The workers end soon: from now on closing a model gives no memory back. */
  retire(): void;
  /** Close its detectors first: images that are still in work fail. */
  stop(): Promise<void>;
}

export interface HostedModel {
  /** @throws DetectorClosedError after `remove` was called; the signal's reason */
  run(task: InferenceTask, signal?: AbortSignal): Promise<InferenceResult>;
  /**
   * Settles when the images it was given are answered. By then the memory of models is given back: workers that hold more closed
   * ones than open ones are started anew.
   */
  remove(): Promise<void>;
}

/**
 * Starts the workers that detectors share.
 * @throws InferenceWorkerError when a worker can't be started
 */
export async function startInferenceHost(options: InferenceHostOptions = {}): Promise<InferenceHost> {
  const { workers = 1, isolation = 'process', freedMemory = 'give-back', workerFile, onWorkerDeath } = options;
  const pool = new WorkerPool({ isolation, freedMemory, workerFile }, workers, onWorkerDeath);
  await pool.start().catch(async (error: unknown) => {
    await pool.stop();
    throw error;
  });
  return {
    threadsPerWorker: options.threadsPerWorker ?? Math.max(1, Math.floor(availableParallelism() / workers)),
    get queuedCount() {
      return pool.queue.length;
    },
    addModel: async (model, warmUp) => toHosted(pool, await pool.addModel(model, warmUp)),
    retire: () => pool.retire(),
    stop: () => pool.stop(),
  };
}

function toHosted(pool: WorkerPool, modelId: number): HostedModel {
  const running = new Set<Promise<unknown>>();
  let removed: Promise<void> | undefined;
  const remove = async () => {
    await Promise.allSettled(running);
    await pool.removeModel(modelId);
  };
  return {
    run(task, signal) {
      if (removed) return Promise.reject(new DetectorClosedError());
      const run = pool.run(modelId, task, signal);
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    remove: () => (removed ??= remove()),
  };
}
