export interface ConcurrencyOptions {
  /** How many run at once. Default 16. */
  readonly concurrency?: number | undefined;
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
  const take = async ([index, item]: readonly [number, Item]): Promise<void> => {
    results[index] = await work(item, index);
  };
  await forEachConcurrently(toEntries(items), take, { concurrency: Math.min(concurrency, items.length), signal });
  return results;
}

/** As mapConcurrently, over items that come one after the other; an item is asked for when there is room for it. */
export async function forEachConcurrently<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  work: (item: Item) => Promise<unknown>,
  { concurrency = 16, signal }: ConcurrencyOptions = {},
): Promise<void> {
  // Iterators of both kinds take a second question before they have answered the first.
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let stopped = false;
  const takeTurns = async (): Promise<void> => {
    try {
      while (!stopped) {
        signal?.throwIfAborted();
        const next = await iterator.next();
        if (next.done || stopped) return;
        await work(next.value);
      }
    } catch (error) {
      stopped = true;
      throw error;
    }
  };
  const turns = await Promise.allSettled(Array.from({ length: concurrency }, takeTurns));
  await iterator.return?.();
  for (const turn of turns) if (turn.status === 'rejected') throw turn.reason;
}

function* toEntries<Item>(items: Indexed<Item>): Generator<readonly [number, Item]> {
  for (let index = 0; index < items.length; index++) yield [index, items.at(index) as Item];
}
