export interface QueuedTask {
  readonly start: () => void;
  readonly fail: (error: unknown) => void;
}

/** First in, first out; a task whose signal is aborted leaves at once. */
export class TaskQueue {
  readonly #waiting = new Set<QueuedTask>();

  get length(): number {
    return this.#waiting.size;
  }

  push(task: QueuedTask, signal?: AbortSignal): void {
    this.#waiting.add(task);
    signal?.addEventListener('abort', () => this.#waiting.delete(task) && task.fail(signal.reason), { once: true });
  }

  shift(): QueuedTask | undefined {
    const [first] = this.#waiting;
    if (first) this.#waiting.delete(first);
    return first;
  }

  failAll(error: unknown): void {
    for (const task of this.#waiting) task.fail(error);
    this.#waiting.clear();
  }
}
