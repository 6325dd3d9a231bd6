import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DistributedPlan } from '../../distributed/distributed-plan.js';
import { DistributedFailedError } from '../../errors.js';

export interface HostWait {
  readonly resolve?: (host: string) => Promise<unknown>;
  readonly pause?: (ms: number) => Promise<unknown>;
  /** Over all tries. Default five minutes. */
  readonly limitMs?: number;
}

/** Several hosts train once the first of them has an address. @throws DistributedFailedError */
export async function waitForMaster(plan: DistributedPlan | undefined, wait?: HostWait): Promise<void> {
  if (plan && plan.hostCount > 1) await waitForHost(plan.master.host, wait);
}

/**
 * SageMaker starts the hosts of a job before all their names are known; torchrun gives up at once.
 * @throws DistributedFailedError
 */
export async function waitForHost(
  host: string,
  { resolve = lookup, pause = sleep, limitMs = 300_000 }: HostWait = {},
): Promise<void> {
  let waitedMs = 0;
  for (let pauseMs = 250; ; pauseMs = Math.min(10_000, pauseMs * 2)) {
    const failure = await resolve(host).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    if (!failure) return;
    if (waitedMs >= limitMs)
      throw new DistributedFailedError(
        `the host ${host} has had no address for ${Math.round(waitedMs / 1000)} s (${failure.message})`,
        "check that the job's hosts share a network, and start it again",
      );
    await pause(pauseMs);
    waitedMs += pauseMs;
  }
}
