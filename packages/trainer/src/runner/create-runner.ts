import type { Runner, RunPlace, RunRequest, RunResult, StartedRun, StopOptions } from './run-request.js';

/** A runner from what starts its runs. */
export function createRunner(place: RunPlace, start: (request: RunRequest) => Promise<StartedRun>): Runner {
  return { place, start, run: async (request, how) => runToEnd(await start(request), request, how) };
}

async function runToEnd(
  started: StartedRun,
  { signal, onProgress, onLog, onJob }: RunRequest,
  how?: StopOptions,
): Promise<RunResult> {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping = started.stop(how);
    // A stop that fails is told at the end, not while nobody listens.
    stopping.catch(() => undefined);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await started.follow({ onProgress, onLog, onJob });
    await stopping;
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
