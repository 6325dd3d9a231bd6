import { NotReadyError } from '../errors.js';
import type { Admission } from '../ports/admission.js';
import { DeadlineExceededError } from './errors.js';
import { createPlaces } from './places.js';
import { systemTimer, type Timer } from './timer.js';

export interface AdmissionLimits {
  /** How many run at once. */
  readonly concurrency: number;
  /** How many may wait for a place; the next one is turned away. */
  readonly maxQueued: number;
  /** From a request's arrival to its answer, waiting included. */
  readonly timeoutMs: number;
}

export interface AdmissionQueue extends Admission {
  /** From now on nothing new is let in; what waits or runs goes on. Settles when nothing is left. */
  drain(): Promise<void>;
  /** Turns away what still waits. What runs goes on. */
  refuseQueued(): void;
}

/** First come, first served, with a bound on what runs, what waits and how long. */
export function createAdmissionQueue(limits: AdmissionLimits, timer: Timer = systemTimer): AdmissionQueue {
  const places = createPlaces(limits.concurrency, limits.maxQueued);
  let isDraining = false;
  return {
    get queued() {
      return places.queued;
    },
    get running() {
      return places.running;
    },
    async run(work, client) {
      if (isDraining) throw new NotReadyError();
      const { signal, clear } = createDeadline(limits.timeoutMs, timer, client);
      try {
        signal.throwIfAborted();
        await places.take(signal);
        // The work may not listen to the signal. Its place is given back when it has really ended; its caller isn't kept.
        const result = startWork(work, signal).finally(() => places.giveBack());
        return await untilAborted(result, signal);
      } finally {
        clear();
      }
    },
    async drain() {
      isDraining = true;
      await places.untilIdle();
    },
    refuseQueued: () => places.refuseQueued(),
  };
}

/** Async, so that work that throws at once settles like any other. */
async function startWork<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return work(signal);
}

interface Deadline {
  readonly signal: AbortSignal;
  readonly clear: () => void;
}

/** Aborts when the time is over or the client has gone, whichever comes first. */
function createDeadline(timeoutMs: number, timer: Timer, client: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const cancel = timer.after(timeoutMs, () => controller.abort(new DeadlineExceededError(timeoutMs)));
  const clientGone = () => controller.abort(client?.reason);
  if (client?.aborted) clientGone();
  client?.addEventListener('abort', clientGone);
  return {
    signal: controller.signal,
    clear() {
      cancel();
      client?.removeEventListener('abort', clientGone);
    },
  };
}

function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
    const done = () => signal.removeEventListener('abort', abort);
    result.then(resolve, reject).finally(done);
  });
}
