/** Lets only as much work in as the machine finishes in time; the rest is turned away at once. */
export interface Admission {
  /**
   * Runs `work` when a place is free. `signal` aborts at the request's deadline, or when its client has gone.
   * @throws QueueFullError (429) when too many wait already, DeadlineExceededError (504) when the time is over,
   *   NotReadyError (503) while the server drains
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>, client?: AbortSignal): Promise<T>;
  /** Requests that wait, and that run. */
  readonly queued: number;
  readonly running: number;
}
