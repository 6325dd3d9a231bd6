import { InvalidOptionError } from '../errors.js';

/** One of several processes that build one dataset together. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** A build in one process. */
export const wholeBuild: Shard = { index: 0, count: 1 };

/**
 * `2/3`: the second of three, as test runners count.
 * @throws InvalidOptionError
 */
export function parseShard(text: string): Shard {
  const [, number = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > count)
    throw new InvalidOptionError(`--shard ${text}: expected i/n with i from 1 to n, such as 2/3.`);
  return { index: number - 1, count };
}

/** Every nth position is a shard's own, so that neighbours in a manifest, which are alike, spread evenly. */
export function isOwn({ index, count }: Shard, position: number): boolean {
  return position % count === index;
}
