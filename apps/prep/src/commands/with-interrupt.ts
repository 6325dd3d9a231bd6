import { InterruptedError } from './interrupted-error.js';

/**
 * Runs `work` with a signal that Ctrl-C or SIGTERM aborts, so that it can clean up first; a second one ends the process.
 */
export async function withInterrupt<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const interrupt = (): void => {
    release();
    controller.abort(new InterruptedError());
  };
  const release = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
