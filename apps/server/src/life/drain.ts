import type { AdmissionQueue, MultiModelHost, SingleModelHost } from '@detectory/endpoint-handler/hosting';
import type { ListeningServer } from '../http/listen.js';
import type { Log } from '../log/log.js';

export interface Drained {
  readonly host: SingleModelHost | MultiModelHost;
  readonly admission: AdmissionQueue;
  readonly server: ListeningServer;
}

export interface DrainTimes {
  readonly refuseQueuedAfterMs: number;
  readonly cutAfterMs: number;
  readonly closeGraceMs: number;
}

export const defaultDrainTimes: DrainTimes = {
  /** Docker and the SDK's local mode kill after 10 s: what hasn't begun by then is refused while there is time to say so. */
  refuseQueuedAfterMs: 8_000,
  /** SageMaker kills 30 s after SIGTERM. */
  cutAfterMs: 25_000,
  /** A connection that gets its last answer closes itself; this is for those that don't. */
  closeGraceMs: 1_000,
};

/**
 * Ends a server without losing a request: `/ping` answers 503 and so does every new request, what was let in is answered,
 * and only then is the port given back.
 */
export async function drain(
  { host, admission, server }: Drained,
  log: Log,
  { refuseQueuedAfterMs, cutAfterMs, closeGraceMs } = defaultDrainTimes,
): Promise<void> {
  const startedAt = performance.now();
  log.info('draining', { running: admission.running, queued: admission.queued });
  host.drain();
  const refusal = setTimeout(() => admission.refuseQueued(), refuseQueuedAfterMs);
  // What was let in, and bodies and answers that are still on their way.
  const isDrained = await isSettledWithin(Promise.all([admission.drain(), server.idle()]), cutAfterMs);
  clearTimeout(refusal);
  if (!isDrained) log.warn('requests cut', { running: admission.running });
  await server.close(closeGraceMs);
  if (isDrained) await host.close();
  log.info('stopped', { drainMs: Math.round(performance.now() - startedAt) });
}

async function isSettledWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
