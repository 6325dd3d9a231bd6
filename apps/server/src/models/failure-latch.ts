/** After so many failures in a row the workers won't recover by being replaced: the platform replaces the instance. */
const failuresInARow = 5;

/** Shuts when work fails again and again, and opens with the next success. */
export interface FailureLatch {
  /** Settles as `work` does; counts what `isFailure` says is one. */
  readonly watch: <T>(work: Promise<T>, isFailure: (error: unknown) => boolean) => Promise<T>;
  /** Counts a failure of something whose success would prove nothing. */
  readonly count: (error: unknown) => void;
  readonly isShut: () => boolean;
}

export function createFailureLatch(): FailureLatch {
  let failures = 0;
  let last: unknown;
  const count = (error: unknown) => {
    // A worker that dies fails all that it was given with one and the same error.
    if (error === last) return;
    failures += 1;
    last = error;
  };
  return {
    count,
    async watch(work, isFailure) {
      try {
        const result = await work;
        failures = 0;
        return result;
      } catch (error) {
        if (isFailure(error)) count(error);
        throw error;
      }
    },
    isShut: () => failures >= failuresInARow,
  };
}
