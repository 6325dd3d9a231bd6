import { ShardsEndedError } from '../errors.js';
import type { ImageProblem } from '../plan/examine-image.js';
import type { BuildMarks } from './build-marks.js';
import { isOwn, type Shard, wholeBuild } from './shard.js';
import { type ShardWait, waitForShards } from './wait-for-shards.js';

/** A problem by the position of its image in the labels. */
export type ProblemAt = readonly [at: number, problem: ImageProblem];

/** The processes that build one dataset; each one calls these in this order. */
export interface ShardTeam {
  /** Whether this process scans and writes what stands at a position. */
  isOwn(position: number): boolean;
  /** The problems that this shard found when it scanned in an earlier run; `undefined`: it has to scan. */
  findScanned(): Promise<readonly ProblemAt[] | undefined>;
  /** Tells the others that this shard's images are read, and waits until theirs are; gives everybody's problems. */
  meetAfterScan(problems: readonly ProblemAt[]): Promise<readonly ProblemAt[]>;
  hasApplied(): Promise<boolean>;
  /** Tells that this shard's part is written; the first shard then waits for the others and finishes, they wait for it. */
  meetAfterApply(finish: () => Promise<void>): Promise<void>;
  /** Tells that this shard can't go on; whether that holds for all of them now. */
  fail(): Promise<boolean>;
  leave(): Promise<void>;
}

export interface ShardTeamOptions {
  readonly shard?: Shard | undefined;
  readonly marks: BuildMarks;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ShardWait['onWait'];
}

const defaultTimeoutMs = 600_000;
const longestBeatMs = 10_000;

export async function joinShardTeam(options: ShardTeamOptions): Promise<ShardTeam> {
  const { shard = wholeBuild, marks } = options;
  if (shard.count === 1) return createSoloTeam();
  await marks.remove('failed', shard.index);
  await marks.put('alive', shard.index);
  // Every part was written when the finishing shard was killed: it does the rest as one process, which checks all parts.
  const isWhole = (await marks.list()).has('whole', 0);
  if (isWhole && shard.index === 0) return createSoloTeam();
  if (isWhole)
    throw new ShardsEndedError('Every part is written and the first shard is finishing: nothing is left to do.');
  return createTeam({ ...options, shard });
}

function createSoloTeam(): ShardTeam {
  return {
    isOwn: () => true,
    findScanned: async () => undefined,
    meetAfterScan: async (problems) => problems,
    hasApplied: async () => false,
    meetAfterApply: (finish) => finish(),
    fail: async () => true,
    leave: async () => undefined,
  };
}

function createTeam(options: ShardTeamOptions & { readonly shard: Shard }): ShardTeam {
  const { shard, marks, timeoutMs = defaultTimeoutMs } = options;
  const everyone = Array.from({ length: shard.count }, (_, index) => index);
  const wait = (what: string, findMissing: ShardWait['findMissing']): Promise<boolean> =>
    waitForShards({ ...options, timeoutMs, count: shard.count, what, findMissing });
  const beat = startBeat(marks, shard.index, Math.min(longestBeatMs, timeoutMs / 4));
  return {
    isOwn: (position) => isOwn(shard, position),
    findScanned: async () =>
      (await marks.list()).has('scanned', shard.index) ? readProblems(marks, shard.index) : undefined,
    meetAfterScan: async (problems) => {
      await marks.put('scanned', shard.index, JSON.stringify(problems));
      const isOpen = await wait('read their images', (list) => everyone.filter((one) => !list.has('scanned', one)));
      if (!isOpen)
        throw new ShardsEndedError('The other shards have ended this build without this one: start every shard again.');
      const all: ProblemAt[] = [];
      for (const one of everyone) all.push(...(one === shard.index ? problems : await readProblems(marks, one)));
      return all;
    },
    hasApplied: async () => (await marks.list()).has('applied', shard.index),
    meetAfterApply: async (finish) => {
      // Nobody waits for this shard's life from here on, and the end of the build must not find it writing.
      if (shard.index > 0) await beat.stop();
      await marks.put('applied', shard.index);
      if (shard.index > 0) return void (await wait('finish', () => [0]));
      await wait('write their parts', (list) => everyone.filter((one) => !list.has('applied', one)));
      await marks.put('whole', 0);
      await beat.stop();
      await finish();
    },
    fail: async () => {
      await beat.stop();
      await marks.put('failed', shard.index);
      const list = await marks.list();
      return everyone.every((one) => list.has('failed', one));
    },
    leave: () => beat.stop(),
  };
}

interface Beat {
  stop(): Promise<void>;
}

/** Shows every so often that this shard lives. */
function startBeat(marks: BuildMarks, shard: number, everyMs: number): Beat {
  let last: Promise<void> = Promise.resolve();
  const beatOnce = (): void => {
    last = last.then(() => marks.put('alive', shard)).catch(() => undefined);
  };
  const timer = setInterval(beatOnce, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

async function readProblems(marks: BuildMarks, shard: number): Promise<readonly ProblemAt[]> {
  return JSON.parse(await marks.read('scanned', shard)) as ProblemAt[];
}
