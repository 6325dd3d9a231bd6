export interface GivingUp {
  /** Aborted when the time is over. */
  readonly timeIsOver: AbortSignal;
  /** What is thrown then. */
  readonly toError: () => Error;
}

/**
 * What is left after that. The work may have begun when the time was over already: a disk that answers at all notes an end within
 * it; and a killed program takes as long to be gone, with the gigabyte that it held.
 */
const graceMs = 1_000;

let left = 0;

/** Whether work that was given up goes on still. */
export function isWorkLeft(): boolean {
  return left > 0;
}

/** The work's own outcome, unless the time is over before: what can't be killed is left alone then, and the process ends over it. */
export function orGiveUp<T>(work: Promise<T>, { timeIsOver, toError }: GivingUp): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let isLeft = false;
    const leave = (): void => {
      isLeft = true;
      left += 1;
      reject(toError());
    };
    const giveUp = (): void => void (timer = setTimeout(leave, graceMs));
    if (timeIsOver.aborted) giveUp();
    else timeIsOver.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => {
      if (isLeft) left -= 1;
      clearTimeout(timer);
      timeIsOver.removeEventListener('abort', giveUp);
    });
  });
}
