import { NotReadyError } from '../errors.js';
import { QueueFullError } from './errors.js';

/** A bounded number of places to run in, and a bounded line of those who wait for one. */
export interface Places {
  readonly running: number;
  readonly queued: number;
  /**
   * Settles when it is the caller's turn.
   * @throws QueueFullError at once, the signal's reason, or NotReadyError
   */
  take(signal: AbortSignal): Promise<void>;
  giveBack(): void;
  /** Turns away who waits. */
  refuseQueued(): void;
  /** Settles when nobody runs and nobody waits. */
  untilIdle(): Promise<void>;
}

interface Ticket {
  readonly start: () => void;
  readonly refuse: (reason: Error) => void;
}

export function createPlaces(concurrency: number, maxQueued: number): Places {
  const line = new Set<Ticket>();
  const whenIdle: (() => void)[] = [];
  let running = 0;
  const isIdle = () => running === 0 && line.size === 0;
  const announceIdle = () => {
    if (isIdle()) for (const resolve of whenIdle.splice(0)) resolve();
  };
  return {
    get running() {
      return running;
    },
    get queued() {
      return line.size;
    },
    async take(signal) {
      if (running >= concurrency) {
        if (line.size >= maxQueued) throw new QueueFullError(maxQueued);
        await waitInLine(line, signal).finally(announceIdle);
      } else running += 1;
    },
    giveBack() {
      // The place is handed on, so that nobody who comes in between takes it from the one who waited.
      const [next] = line;
      if (next) next.start();
      else running -= 1;
      announceIdle();
    },
    refuseQueued() {
      for (const ticket of [...line]) ticket.refuse(new NotReadyError());
    },
    async untilIdle() {
      if (!isIdle()) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
  };
}

/** Every way out leaves the line. */
function waitInLine(line: Set<Ticket>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      line.delete(ticket);
      signal.removeEventListener('abort', abort);
    };
    const refuse = (reason: Error) => {
      leave();
      reject(reason);
    };
    const start = () => {
      leave();
      resolve();
    };
    const abort = () => refuse(signal.reason as Error);
    const ticket = { start, refuse };
    line.add(ticket);
    signal.addEventListener('abort', abort);
  });
}
