import { setTimeout as sleep } from 'node:timers/promises';
import { ShardsEndedError, ShardsMissingError } from '../errors.js';
import type { BuildMarks, MarkList } from './build-marks.js';

export interface ShardWait {
  readonly marks: BuildMarks;
  readonly count: number;
  /** The shards, from 0, that have not done yet what is waited for. */
  readonly findMissing: (list: MarkList) => number[];
  /** What is waited for, to come after "to". */
  readonly what: string;
  /** How long a missing shard may show no sign of life. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told whenever others are missing than before, counted from 1. */
  readonly onWait?: ((missing: readonly number[], what: string) => void) | undefined;
}

const firstPollMs = 100;
const longestPollMs = 5000;

/**
 * Looks at the marks, less and less often, until no shard is missing.
 * @returns whether the build was still going on: its end takes the marks away
 * @throws ShardsMissingError, ShardsEndedError when a shard failed; the signal's reason
 */
export async function waitForShards(wait: ShardWait): Promise<boolean> {
  const { marks, findMissing, signal, what, onWait } = wait;
  const assertAlive = createLifeCheck(wait);
  let shown = '';
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 1.5, longestPollMs)) {
    signal?.throwIfAborted();
    const list = await marks.list();
    if (!list.isOpen) return false;
    const missing = findMissing(list);
    if (missing.length === 0) return true;
    assertNoneFailed(list, missing);
    assertAlive(list, missing);
    if (shown !== (shown = missing.join()))
      onWait?.(
        missing.map((shard) => shard + 1),
        what,
      );
    await sleep(pollMs, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}

function createLifeCheck({ timeoutMs, count, what }: ShardWait): (list: MarkList, missing: readonly number[]) => void {
  const begin = Date.now();
  const lastSigns = new Map<number, { readonly sign: string; readonly at: number }>();
  return (list, missing) => {
    const now = Date.now();
    const silent = missing.filter((shard) => {
      const sign = list.signOfLife(shard);
      const last = lastSigns.get(shard) ?? { sign: '', at: begin };
      if (last.sign !== sign) lastSigns.set(shard, { sign, at: now });
      return last.sign === sign && now - last.at > timeoutMs;
    });
    if (silent.length > 0)
      throw new ShardsMissingError(
        silent.map((shard) => shard + 1),
        count,
        timeoutMs,
        what,
      );
  };
}

function assertNoneFailed(list: MarkList, missing: readonly number[]): void {
  const failed = missing.filter((shard) => list.has('failed', shard)).map((shard) => shard + 1);
  if (failed.length > 0)
    throw new ShardsEndedError(
      `Shard ${failed.join(', ')} failed, and said why where it ran. Mend that, and start every shard again.`,
    );
}
