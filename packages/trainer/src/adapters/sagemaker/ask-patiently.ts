import { setTimeout as sleep } from 'node:timers/promises';
import { SageMakerRefusedError } from '../../runner/run-errors.js';

export interface FollowOptions {
  /** Time between two looks at the job and its log. */
  readonly pollMs: number;
  /** Told what happens beside the training: uploads, warnings. */
  readonly note: (text: string) => void;
  /** How long AWS may be out of reach before the following ends. Default 10 minutes. */
  readonly patienceMs?: number | undefined;
}

const passing: ReadonlySet<string> = new Set(['TRAINER_AWS_UNREACHABLE', 'TRAINER_AWS_BUSY']);

/**
 * Asks AWS of a job that goes on meanwhile, and asks again while it can't be reached or is busy: a network that was away for a
 * minute ends no watching of hours. Each try is several ones of the SDK, with backoff and jitter.
 * @throws what AWS says when it is something else, or still the same after `patienceMs`; the signal's reason
 */
export async function askPatiently<Answer>(
  ask: () => Promise<Answer>,
  { pollMs, note, patienceMs = 10 * 60_000, signal }: FollowOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Answer> {
  // Not the time of day: a machine that slept is to have its minutes after it woke.
  const deadline = performance.now() + patienceMs;
  for (let wasAway = false; ; wasAway = true) {
    try {
      const answer = await ask();
      if (wasAway) note('AWS answers again.');
      return answer;
    } catch (error) {
      if (!isPassing(error) || performance.now() >= deadline) throw error;
      if (!wasAway)
        note(`warning: ${error.message} The job goes on; asking again for ${Math.ceil(patienceMs / 60_000)} minutes.`);
    }
    await sleep(pollMs, undefined, signal ? { signal } : {});
  }
}

function isPassing(error: unknown): error is SageMakerRefusedError {
  return error instanceof SageMakerRefusedError && passing.has(error.code);
}
