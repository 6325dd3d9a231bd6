export interface ConcurrencyOptions {
  /** How many run at once. Default 16. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A list by position: an array, or anything more compact. */
export interface Indexed<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
}

/**
 * Runs `work` for every item, at most `concurrency` at once, and gives the results in the order of the items. After the
 * first failure or an abort nothing more is started; it rejects with that reason once the running ones have ended.
 */
export async function mapConcurrently<Item, Result>(
  items: Indexed<Item>,
  work: (item: Item, index: number) => Promise<Result>,
  { concurrency = 16, signal }: ConcurrencyOptions = {},
): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  let next = 0;
  let stopped = false;
  const takeTurns = async (): Promise<void> => {
    while (next < items.length && !stopped) {
      const index = next++;
      try {
        signal?.throwIfAborted();
        results[index] = await work(items.at(index) as Item, index);
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
