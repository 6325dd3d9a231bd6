import { EngineFailedError, type RunListeners, type RunResult, type StartedRun } from '@detectory/trainer';
import { withInterrupt } from '../../with-interrupt.js';
import { nameWayBack } from './name-way-back.js';

/** Ctrl-C while a run is watched that goes on without the watcher: exit code 130, and how to come back. */
export class WatchInterruptedError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'WATCH_INTERRUPTED';
  readonly blame = 'environment';
  constructor(reference: string) {
    super(
      `Watching was interrupted; ${reference} goes on. Come back with \`detectory-launch watch ${reference}\`, or end it with ` +
        `\`detectory-launch stop ${reference}\`.`,
    );
  }
}

/** The second Ctrl-C in the terminal of a run: exit code 130, and how to go on. */
export class RunGivenUpError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'RUN_GIVEN_UP';
  readonly blame = 'environment';
}

/**
 * Follows a run that belongs to this terminal: Ctrl-C ends it well, the second one at once.
 * @throws RunGivenUpError after the second one
 */
export async function followOwnRun(
  run: StartedRun,
  listeners: RunListeners,
  note: (text: string) => void,
): Promise<RunResult> {
  let interrupts = 0;
  const stop = (): void => {
    interrupts++;
    note(
      interrupts === 1
        ? 'Stopping; the best epoch is kept and exported. Press Ctrl-C again to give up at once.'
        : 'Giving up at once.',
    );
    run.stop({ force: interrupts > 1 }).catch((error: unknown) => note(`warning: ${(error as Error).message}`));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    return await run.follow(listeners);
  } catch (cause) {
    if (interrupts > 1 && cause instanceof EngineFailedError) throw new RunGivenUpError(cause.message, { cause });
    throw cause;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

/**
 * Follows a run that goes on without this terminal: Ctrl-C ends the watching alone.
 * @param onLeave told before the watching ends so
 * @throws WatchInterruptedError, FollowingEndedError
 */
export function watchRun(run: StartedRun, listeners: RunListeners, onLeave?: () => void): Promise<RunResult> {
  const follow = (signal: AbortSignal): Promise<RunResult> => run.follow(listeners, signal);
  if (run.place !== 'sagemaker') return leaveOnInterrupt(run.reference, follow, onLeave);
  return leaveOnInterrupt(run.reference, (signal) => nameWayBack(run.reference, follow(signal)), onLeave);
}

/** @throws WatchInterruptedError */
export function leaveOnInterrupt<Result>(
  reference: string,
  work: (signal: AbortSignal) => Promise<Result>,
  onLeave: () => void = () => undefined,
): Promise<Result> {
  return withInterrupt(onLeave, async (signal) => {
    try {
      return await work(signal);
    } catch (error) {
      throw signal.aborted ? new WatchInterruptedError(reference) : error;
    }
  });
}
