import type { Runner, RunPlace, RunRequest, RunResult, StartedRun } from './run-request.js';

/** A runner from what starts its runs. */
export function createRunner(place: RunPlace, start: (request: RunRequest) => Promise<StartedRun>): Runner {
  return { place, start, run: async (request) => runToEnd(await start(request), request) };
}

async function runToEnd(started: StartedRun, { signal, onProgress, onLog, onJob }: RunRequest): Promise<RunResult> {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping = started.stop();
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
