import { createRequire } from 'node:module';
import * as threads from 'node:worker_threads';
import { InferenceWorkerError, WorkerEndedError } from '../../errors.js';
import type { InferenceResult, InferenceTask, WorkerModel, WorkerReply, WorkerWork } from './inference-task.js';
import { type FreedMemory, openWorkerChannel, type WorkerChannel, type WorkerIsolation } from './worker-channel.js';
import { toError } from './worker-failure.js';

interface Pending {
  readonly doing: string;
  readonly resolve: (result: InferenceResult | undefined) => void;
  readonly reject: (error: Error) => void;
}

export interface WorkerOptions {
  readonly isolation: WorkerIsolation;
  readonly freedMemory: FreedMemory;
  /** The built worker; by default this package's own, found by its export. */
  readonly workerFile?: string | undefined;
}

/**
 * One inference thread or process. ONNX Runtime's `run` blocks the thread that calls it, so it never runs on the event loop
 * that answers requests.
 */
export class InferenceWorker {
  readonly #channel: WorkerChannel;
  readonly #pending = new Map<number, Pending>();
  readonly #asked = new Set<Promise<unknown>>();
  readonly #ready: Promise<void>;
  /** Settles when the worker has ended, for whatever reason. */
  readonly ended: Promise<void>;
  #nextId = 0;
  #hasEnded = false;

  static async start({ workerFile = defaultWorkerFile(), ...options }: WorkerOptions): Promise<InferenceWorker> {
    refuseTelemetry();
    const worker = new InferenceWorker(openWorkerChannel({ ...options, workerFile }));
    await worker.#ready;
    return worker;
  }

  private constructor(channel: WorkerChannel) {
    this.#channel = channel;
    this.#ready = new Promise((resolve, reject) => {
      channel.onReply((reply) => (reply.kind === 'ready' ? resolve() : this.#settle(reply)));
      channel.onEnd((reason, cause) => reject(this.#fail(reason, cause)));
    });
    this.ended = new Promise((resolve) => channel.onEnd(() => resolve()));
  }

  get isAlive(): boolean {
    return !this.#hasEnded;
  }

  /** Tasks that were given to it and aren't answered. */
  get load(): number {
    return this.#pending.size;
  }

  async loadModel(modelId: number, model: WorkerModel): Promise<void> {
    await this.#ask({ kind: 'load', modelId, model }, "The model can't be loaded");
  }

  /** Settles when a photo was decoded, and has gone through each size of the model if one is named. */
  async warmUp(modelId?: number): Promise<void> {
    await this.#ask({ kind: 'warm-up', ...(modelId !== undefined && { modelId }) }, "The model can't be run");
  }

  async unloadModel(modelId: number): Promise<void> {
    await this.#ask({ kind: 'unload', modelId }, "The model can't be closed");
  }

  /** Pixels are handed over: the caller must not use them afterwards. The bytes of a file are copied. */
  async run(modelId: number, task: InferenceTask): Promise<InferenceResult> {
    const { image } = task;
    const transfer = !(image instanceof Uint8Array) && ownsItsMemory(image.pixels) ? [image.pixels.buffer] : [];
    const result = await this.#ask({ kind: 'run', modelId, task }, 'The model failed on this image', transfer);
    if (!result) throw new InferenceWorkerError(`The ${this.#channel.label} gave no result.`);
    return result;
  }

  stop(): Promise<void> {
    return this.#channel.stop();
  }

  /** Stops when all that it was given is answered. */
  async finish(): Promise<void> {
    await Promise.allSettled(this.#asked);
    await this.stop();
  }

  #ask(work: WorkerWork, doing: string, transfer: ArrayBuffer[] = []): Promise<InferenceResult | undefined> {
    if (this.#hasEnded) return Promise.reject(new WorkerEndedError(`The ${this.#channel.label} has ended.`));
    const id = this.#nextId++;
    const answer = new Promise<InferenceResult | undefined>((resolve, reject) => {
      this.#pending.set(id, { doing, resolve, reject });
      this.#channel.post({ ...work, id }, transfer);
    });
    this.#asked.add(answer);
    return answer.finally(() => this.#asked.delete(answer));
  }

  #fail(reason: string, cause: unknown): Error {
    const error = new WorkerEndedError(`The ${this.#channel.label} failed: ${reason}.`, { cause });
    this.#hasEnded = true;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    return error;
  }

  #settle(reply: Exclude<WorkerReply, { kind: 'ready' }>): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'done') pending?.resolve(reply.result);
    else pending?.reject(toError(reply.failure, pending.doing));
  }
}

/**
 * Whether the pixels can be handed to a thread without a copy. Memory of a native library, such as sharp's, can't:
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

/** A worker needs a JavaScript file, also where sources run unbuilt, so the package's built entry is asked for by name. */
function defaultWorkerFile(): string {
  return createRequire(import.meta.url).resolve('@detectory/inference-core/onnx-worker');
}
