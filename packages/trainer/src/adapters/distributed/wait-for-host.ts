import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DistributedPlan } from '../../distributed/distributed-plan.js';
import { DistributedFailedError, StoppedTooEarlyError } from '../../errors.js';

export interface HostWait {
  readonly resolve?: (host: string) => Promise<unknown>;
  readonly pause?: (ms: number) => Promise<unknown>;
  /** Over all tries. Default five minutes. */
  readonly limitMs?: number;
  /** Told once, where there is something to wait for. */
  readonly note?: (message: string) => void;
  /** Aborted once the job was asked to stop: nobody waits any longer. */
  readonly signal?: AbortSignal;
}

/** Several hosts train once the first of them has an address. @throws DistributedFailedError, StoppedTooEarlyError */
export async function waitForMaster(plan: DistributedPlan | undefined, wait?: HostWait): Promise<void> {
  if (plan && plan.hostCount > 1) await waitForHost(plan.master.host, wait);
}

/**
 * SageMaker starts the hosts of a job before all their names are known; torchrun gives up at once.
 * @throws DistributedFailedError; StoppedTooEarlyError where a stop comes first
 */
export async function waitForHost(host: string, wait: HostWait = {}): Promise<void> {
  const { resolve = lookup, pause = sleep, limitMs = 300_000, note, signal } = wait;
  // A resolver may take longer over one answer than a stop has time.
  const stopped = rejectOnStop(host, signal);
  let waitedMs = 0;
  for (let pauseMs = 250; ; pauseMs = Math.min(10_000, pauseMs * 2)) {
    const asked = resolve(host).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    const failure = await Promise.race([asked, stopped]);
    if (!failure) return;
    if (waitedMs >= limitMs)
      throw new DistributedFailedError(
        `the host ${host} has had no address for ${Math.round(waitedMs / 1000)} s (${failure.message})`,
        "check that the job's hosts share a network, and start it again",
      );
    if (waitedMs === 0) note?.(`Waiting for the host ${host}, which has no address yet.`);
    await Promise.race([pause(pauseMs), stopped]);
    waitedMs += pauseMs;
  }
}

function rejectOnStop(host: string, signal: AbortSignal | undefined): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void =>
      reject(new StoppedTooEarlyError(`the stop came while this host waited for ${host}, which had no address yet`));
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
  stopped.catch(() => undefined);
  return stopped;
}
