export interface ConcurrencyOptions {
  /** How many run at once. Default 16. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal | undefined;
}

/** An array, or anything else that hands its items out one by one. */
export interface ConcurrentItems<Item> {
  readonly length: number;
  entries(): IterableIterator<[index: number, item: Item]>;
}

/**
 * Runs `work` for every item, at most `concurrency` at once, and gives the results in the order of the items. After the
 * first failure or an abort nothing more is started; it rejects with that reason once the running ones have ended.
 */
export async function mapConcurrently<Item, Result>(
  items: ConcurrentItems<Item>,
  work: (item: Item, index: number) => Promise<Result>,
  { concurrency = 16, signal }: ConcurrencyOptions = {},
): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  const entries = items.entries();
  let stopped = false;
  const takeTurns = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (stopped) return;
      try {
        signal?.throwIfAborted();
        results[index] = await work(item, index);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const turns = await Promise.allSettled(Array.from({ length: Math.min(concurrency, items.length) }, takeTurns));
  for (const turn of turns) if (turn.status === 'rejected') throw turn.reason;
  return results;
}
