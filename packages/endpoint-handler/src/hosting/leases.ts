/** Counts who uses something, so that it is taken away only when nobody does any more. */
export interface Leases {
  readonly count: number;
  /** Runs `use` under a lease. Refuse new uses before waiting for the end of the old ones. */
  hold<T>(use: () => Promise<T>): Promise<T>;
  /** Settles when no lease is left. */
  ended(): Promise<void>;
}

export function createLeases(): Leases {
  const waiting: (() => void)[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    async hold(use) {
      count += 1;
      try {
        return await use();
      } finally {
        count -= 1;
        if (count === 0) for (const resolve of waiting.splice(0)) resolve();
      }
    },
    ended() {
      return count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
