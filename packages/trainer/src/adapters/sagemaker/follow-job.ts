import { setTimeout as sleep } from 'node:timers/promises';
import { JobFailedError } from '../../runner/run-errors.js';
import type { RunListeners } from '../../runner/run-request.js';
import { createEpochReader } from '../../runner/sagemaker/epoch-reader.js';
import { hasJobEnded, type JobState } from '../../runner/sagemaker/job-state.js';
import { askPatiently, type FollowOptions } from './ask-patiently.js';
import { describeJob } from './describe-job.js';
import type { SageMakerAccess } from './open-sagemaker.js';
import { createJobLogReader, type JobLogLine } from './read-job-logs.js';
import { watchJob } from './watch-job.js';

const keptLines = 20;

/**
 * Tells a job's states, log, epochs and verdicts until it has ended; while AWS is out of reach it waits.
 * @throws SageMakerRefusedError for what AWS says, and when it stays out of reach
 * @throws JobFailedError with the job's reason and its log's last lines when it ended without a model; the signal's reason
 */
export async function followJob(
  access: SageMakerAccess,
  name: string,
  listeners: RunListeners,
  options: FollowOptions & { readonly signal?: AbortSignal | undefined },
): Promise<JobState> {
  const { pollMs, signal } = options;
  const tell = createTeller(listeners);
  const logs = createJobLogReader(access.logs, name);
  for (;;) {
    const state = await askPatiently(() => describeJob(access, name), options);
    listeners.onJob?.(state);
    tell.job(state);
    tell.lines(await askPatiently(() => logs.read(), options));
    if (hasJobEnded(state)) {
      // CloudWatch shows what was printed a moment later.
      await sleep(pollMs, undefined, signal ? { signal } : {});
      tell.lines(await askPatiently(() => logs.read(), options));
      return assertHasModel(state, tell.lastLines);
    }
    await sleep(pollMs, undefined, signal ? { signal } : {});
  }
}

interface Teller {
  /** Before the first lines: it says how long the run is to be. */
  job(state: JobState): void;
  lines(lines: readonly JobLogLine[]): void;
  readonly lastLines: readonly string[];
}

function createTeller({ onLog, onProgress }: RunListeners): Teller {
  const lastLines: string[] = [];
  const hosts = new Set<string>();
  const readEpoch = createEpochReader();
  let watch: ReturnType<typeof watchJob>;
  return {
    lastLines,
    job: ({ hyperparameters }) => void (watch ??= watchJob(hyperparameters, onProgress)),
    lines(lines) {
      for (const { host } of lines) hosts.add(host);
      for (const { host, text, atMs } of lines) {
        const shown = hosts.size > 1 ? `${host}: ${text}` : text;
        if (text !== '') lastLines.splice(0, Math.max(0, lastLines.push(shown) - keptLines));
        onLog(shown);
        const epoch = readEpoch(text, atMs);
        if (epoch) onProgress(epoch);
        if (epoch) watch?.add(epoch);
      }
    },
  };
}

/** A job that was stopped has a model when it had one to keep. */
function assertHasModel(state: JobState, lastLines: readonly string[]): JobState {
  if (state.status === 'Completed' || (state.status === 'Stopped' && state.modelUri)) return state;
  const reason = state.failureReason ?? `SageMaker gives no reason (${state.secondaryStatus})`;
  throw new JobFailedError(state.name, state.status, reason, lastLines);
}
