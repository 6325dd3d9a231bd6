/** Calls back later; answers how to forget it. */
export type Schedule = (callback: () => void, ms: number) => () => void;

export interface StopSchedule {
  /** A stop was asked for. */
  readonly requested: AbortSignal;
  /** Training ends at the next batch: its epoch has had its time. */
  readonly hurry: AbortSignal;
  /** Training is killed: what was saved before it is the model. */
  readonly endTraining: AbortSignal;
  /** Nobody waits for checkpoints any more: a disk that hangs must not hold up the model. */
  readonly leaveCheckpoints: AbortSignal;
  /** Whatever still runs is killed: the job ends with what there is. */
  readonly force: AbortSignal;
  /** Milliseconds until `force`; infinite while nobody asked to stop. */
  remainingMs(): number;
  /** Forgets what is to come. */
  close(): void;
}

/** SageMaker kills a container two minutes after it asked it to stop. */
export const stopSeconds = 120;

/** Shares of the time that a stop may take: of 120 s 40, 60, 70 and 90. */
const shares = { hurry: 1 / 3, endTraining: 1 / 2, leaveCheckpoints: 7 / 12, force: 3 / 4 } as const;
type Deadline = keyof typeof shares;
const deadlines = Object.keys(shares) as Deadline[];

/** @param totalMs from the request to stop until the platform kills */
export function createStopSchedule(
  signal: AbortSignal,
  totalMs = stopSeconds * 1000,
  { schedule = scheduleTimer, now = Date.now }: { readonly schedule?: Schedule; readonly now?: () => number } = {},
): StopSchedule {
  const ends = eachDeadline(() => new AbortController());
  const cancels: (() => void)[] = [];
  let forceAt = Number.POSITIVE_INFINITY;
  const start = (): void => {
    forceAt = now() + totalMs * shares.force;
    for (const name of deadlines) cancels.push(schedule(() => ends[name].abort(), totalMs * shares[name]));
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return {
    requested: signal,
    ...eachDeadline((name) => ends[name].signal),
    remainingMs: () => forceAt - now(),
    close: () => {
      signal.removeEventListener('abort', start);
      for (const cancel of cancels) cancel();
    },
  };
}

function eachDeadline<T>(create: (name: Deadline) => T): Record<Deadline, T> {
  return Object.fromEntries(deadlines.map((name) => [name, create(name)])) as Record<Deadline, T>;
}

function scheduleTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
