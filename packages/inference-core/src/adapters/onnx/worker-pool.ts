import type { InferenceResult, InferenceTask, WorkerModel } from './inference-task.js';
import { InferenceWorker, type WorkerOptions } from './inference-worker.js';
import { TaskQueue } from './task-queue.js';

/** One image is in the model, one is decoded meanwhile, and one is on its way. */
const tasksPerWorker = 3;

interface Slot {
  worker?: InferenceWorker | undefined;
  starting?: Promise<void> | undefined;
}

/**
 * Gives tasks to the least busy worker, keeps the rest in a queue, and replaces workers that died, or that hold more memory
 * of closed models than of open ones: the C library keeps most of what a closed model used, only the end of the worker gives
 * it all back. As many models were closed before as are loaded anew, so that the work is at most doubled.
 */
export class WorkerPool {
  readonly queue = new TaskQueue();
  readonly #models = new Map<number, WorkerModel>();
  readonly #slots: readonly Slot[];
  #nextModelId = 0;
  #removedCount = 0;
  #isRetired = false;
  #closed = false;

  constructor(
    private readonly options: WorkerOptions,
    size: number,
    private readonly onWorkerDeath?: () => void,
  ) {
    this.#slots = Array.from({ length: size }, () => ({}));
  }

  async start(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#fill(slot)));
  }

  /** Loads a model into every worker, and warms it there if asked; answers its id. */
  async addModel(model: WorkerModel, warmUp = false): Promise<number> {
    // A worker that is being started would load it too, and keep to itself that it can't.
    await Promise.allSettled(this.#slots.map(({ starting }) => starting));
    const modelId = this.#nextModelId++;
    this.#models.set(modelId, model);
    try {
      const load = async (worker: InferenceWorker) => {
        await worker.loadModel(modelId, model);
        if (warmUp) await worker.warmUp(modelId);
      };
      await Promise.all(this.#live().map(load));
      return modelId;
    } catch (error) {
      await this.removeModel(modelId);
      throw error;
    }
  }

  /** Settles when its memory is the machine's again, or a later removal's to give back. */
  async removeModel(modelId: number): Promise<void> {
    this.#models.delete(modelId);
    // A worker that died meanwhile holds nothing any more.
    await Promise.allSettled(this.#live().map((worker) => worker.unloadModel(modelId)));
    this.#removedCount += 1;
    if (this.#removedCount > this.#models.size && !this.#isRetired) await this.#renewWorkers();
  }

  /** From now on memory stays with the workers: they end soon. */
  retire(): void {
    this.#isRetired = true;
  }

  run(modelId: number, task: InferenceTask, signal?: AbortSignal): Promise<InferenceResult> {
    return new Promise((resolve, reject) => {
      const start = () => {
        const worker = this.#leastBusy();
        if (!worker) return reject(new Error('No worker is free.'));
        void worker
          .run(modelId, task)
          .then(resolve, reject)
          .finally(() => this.#dispatch());
      };
      this.queue.push({ start, fail: reject }, signal);
      this.#dispatch();
    });
  }

  async stop(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#slots.map(({ starting }) => starting));
    await Promise.all(this.#slots.map(({ worker }) => worker?.stop()));
  }

  #dispatch(): void {
    for (const slot of this.#slots) if (!slot.worker && !slot.starting) void this.#revive(slot);
    while (this.queue.length > 0 && this.#leastBusy()) this.queue.shift()?.start();
  }

  #live(): InferenceWorker[] {
    return this.#slots.flatMap(({ worker }) => worker ?? []);
  }

  #leastBusy(): InferenceWorker | undefined {
    return this.#live()
      .filter(({ load, isAlive }) => isAlive && load < tasksPerWorker)
      .sort((a, b) => a.load - b.load)[0];
  }

  /** Where the last worker can't be replaced, those who wait are told why; the next task tries again. */
  async #revive(slot: Slot): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#fill(slot);
      this.#dispatch();
    } catch (error) {
      if (this.#live().length === 0) this.queue.failAll(error);
    }
  }

  /** One after the other: tasks go to the others meanwhile. */
  async #renewWorkers(): Promise<void> {
    this.#removedCount = 0;
    for (const slot of this.#slots) await this.#renew(slot).catch(() => undefined);
    this.#dispatch();
  }

  /** The old one ends first, so that the models are never in memory twice. */
  async #renew(slot: Slot): Promise<void> {
    const { worker } = slot;
    if (!worker) return slot.starting;
    slot.worker = undefined;
    slot.starting = worker
      .finish()
      .then(() => this.#startWorker(slot))
      .finally(() => (slot.starting = undefined));
    return slot.starting;
  }

  #fill(slot: Slot): Promise<void> {
    slot.starting = this.#startWorker(slot).finally(() => (slot.starting = undefined));
    return slot.starting;
  }

  async #startWorker(slot: Slot): Promise<void> {
    const worker = await InferenceWorker.start(this.options);
    try {
      await this.#loadModels(worker);
      await this.#warmDecoder(worker);
    } catch (error) {
      await worker.stop();
      throw error;
    }
    slot.worker = worker;
    void worker.ended.then(() => {
      if (slot.worker !== worker) return;
      slot.worker = undefined;
      if (!this.#closed) this.onWorkerDeath?.();
      void this.#revive(slot);
    });
  }

  /**
   * One that takes another's place has requests waiting, and the decoder takes longer to load than all else: their first photo
   * would wait for it. Passes through each model would keep all of them waiting for all models.
   */
  async #warmDecoder(worker: InferenceWorker): Promise<void> {
    if (this.#models.size === 0) return;
    // A decoder that can't be loaded fails each photo's own request; pixels need none.
    await worker.warmUp().catch((error: unknown) => {
      if (!worker.isAlive) throw error;
    });
  }

  /** Models may come and go while a worker is being started. */
  async #loadModels(worker: InferenceWorker): Promise<void> {
    const loaded = new Set<number>();
    for (;;) {
      const missing = [...this.#models].find(([id]) => !loaded.has(id));
      const stale = [...loaded].find((id) => !this.#models.has(id));
      if (missing) {
        loaded.add(missing[0]);
        // A model that can't be loaded again fails its own requests; the others have a worker.
        await worker.loadModel(...missing).catch((error: unknown) => {
          if (!worker.isAlive) throw error;
        });
      } else if (stale !== undefined) {
        await worker.unloadModel(stale);
        loaded.delete(stale);
      } else return;
    }
  }
}
