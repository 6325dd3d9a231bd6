import { createRequire } from 'node:module';
import * as threads from 'node:worker_threads';
import { InferenceWorkerError } from '../../errors.js';
import type { InferenceResult, InferenceTask, WorkerModel, WorkerReply } from './inference-task.js';

interface Pending {
  readonly resolve: (result: InferenceResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One inference thread with a model in it. ONNX Runtime's `run` blocks the thread that calls it, so it never runs on the
 * event loop that answers requests.
 */
export class InferenceWorker {
  readonly #thread: threads.Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  #exited = false;

  /** @param workerFile the built worker; by default this package's own, found by its export */
  static async start(model: WorkerModel, workerFile = defaultWorkerFile()): Promise<InferenceWorker> {
    refuseTelemetry();
    const worker = new InferenceWorker(new threads.Worker(workerFile, { workerData: model }));
    await worker.#ready();
    return worker;
  }

  private constructor(thread: threads.Worker) {
    this.#thread = thread;
    thread.on('message', (reply: WorkerReply) => this.#settle(reply));
    thread.on('error', (error) => this.#failAll(`The inference thread failed: ${error.message}`, error));
    thread.on('exit', (code) => {
      this.#exited = true;
      this.#failAll(`The inference thread ended with code ${code}.`);
    });
  }

  get isAlive(): boolean {
    return !this.#exited;
  }

  get load(): number {
    return this.#pending.size;
  }

  /** The task's pixels are handed over: the caller must not use them afterwards. */
  run(task: InferenceTask): Promise<InferenceResult> {
    if (this.#exited) return Promise.reject(new InferenceWorkerError('The inference thread has ended.'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#thread.postMessage({ id, task }, ownsItsMemory(task.pixels) ? [task.pixels.buffer] : []);
    });
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#thread.once('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') return resolve();
        void this.#thread.terminate();
        reject(
          new InferenceWorkerError(
            `The model can't be loaded: ${reply.kind === 'error' ? reply.message : 'no answer'}`,
          ),
        );
      });
      this.#thread.once('error', reject);
      this.#thread.once('exit', (code) =>
        reject(new InferenceWorkerError(`The inference thread ended with code ${code} while loading.`)),
      );
    });
  }

  #settle(reply: WorkerReply): void {
    if (reply.kind === 'ready' || reply.id === undefined) return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') pending?.resolve(reply.result);
    else pending?.reject(new InferenceWorkerError(`The model failed on this image: ${reply.message}`));
  }

  #failAll(message: string, cause?: unknown): void {
    for (const { reject } of this.#pending.values()) reject(new InferenceWorkerError(message, { cause }));
    this.#pending.clear();
  }
}

/**
 * Whether the pixels can be handed to the thread without a copy. Memory of a native library, such as sharp's, can't:
 * Node 20 copies it in silence, later ones refuse.
 */
function ownsItsMemory(pixels: Uint8Array): pixels is Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = pixels;
  return buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && !isUntransferable(buffer);
}

/** Node has it since 21. */
const { isMarkedAsUntransferable: isUntransferable = () => false } = threads as {
  readonly isMarkedAsUntransferable?: (value: object) => boolean;
};

/** ONNX Runtime's Linux library reports to its makers unless this is set before it is loaded; a server calls nobody. */
function refuseTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
}

/** A thread needs a JavaScript file, also where sources run unbuilt, so the package's built entry is asked for by name. */
function defaultWorkerFile(): string {
  return createRequire(import.meta.url).resolve('@detectory/inference-core/onnx-worker');
}
