import { createStorage } from '@detectory/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShardsEndedError, ShardsMissingError } from '../errors.js';
import { type BuildMarks, createBuildMarks, removeBuildState } from './build-marks.js';
import { joinShardTeam } from './shard-team.js';
import { type ShardWait, waitForShards } from './wait-for-shards.js';

const storage = createStorage();
let dir: string;
let marks: BuildMarks;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-shards-'));
  marks = await createBuildMarks(storage, dir);
});
afterEach(() => rm(dir, { recursive: true }));

function waitFor(more: Partial<ShardWait> = {}): Promise<boolean> {
  const findMissing: ShardWait['findMissing'] = (list) => [0, 1].filter((shard) => !list.has('scanned', shard));
  return waitForShards({ marks, count: 2, what: 'read their images', timeoutMs: 60_000, findMissing, ...more });
}

describe(waitForShards, () => {
  it('ends when the last mark comes, and tells who was missing', async () => {
    await marks.put('scanned', 0);
    const told: string[] = [];
    const waiting = waitFor({ onWait: (missing, what) => told.push(`${missing.join()} ${what}`) });
    await marks.put('scanned', 1);
    expect(await waiting).toBe(true);
    expect(told.every((text) => text === '2 read their images')).toBe(true);
  });

  it('gives up a shard without a sign of life, and names it', async () => {
    await marks.put('scanned', 0);
    const waiting = waitFor({ timeoutMs: 1 });
    await expect(waiting).rejects.toThrow(ShardsMissingError);
    await expect(waitFor({ timeoutMs: 1 })).rejects.toThrow(/Waited for shard 2 of 2.*--shard 2\/2/);
  });

  it('ends when the build has ended', async () => {
    await removeBuildState(storage, dir);
    expect(await waitFor()).toBe(false);
  });

  it('ends when a missing shard failed', async () => {
    await marks.put('failed', 1);
    await expect(waitFor()).rejects.toThrow(ShardsEndedError);
  });

  it('ends when interrupted', async () => {
    const controller = new AbortController();
    const waiting = waitFor({ signal: controller.signal, onWait: () => controller.abort(new Error('stop')) });
    await expect(waiting).rejects.toThrow('stop');
  });
});

describe(joinShardTeam, () => {
  it('lets the first shard do all of the rest again when it was killed while it finished', async () => {
    await marks.put('whole', 0);
    const team = await joinShardTeam({ marks, shard: { index: 0, count: 3 } });
    expect([0, 1, 2].every((position) => team.isOwn(position))).toBe(true);
    await expect(joinShardTeam({ marks, shard: { index: 1, count: 3 } })).rejects.toThrow('nothing is left to do');
  });

  it('forgets that a shard failed when it is started again', async () => {
    const first = await joinShardTeam({ marks, shard: { index: 1, count: 2 } });
    expect(await first.fail()).toBe(false);
    const again = await joinShardTeam({ marks, shard: { index: 1, count: 2 } });
    expect((await marks.list()).has('failed', 1)).toBe(false);
    await again.leave();
  });

  it('tells the last of the shards that all have failed', async () => {
    const shards = [0, 1].map((index) => ({ index, count: 2 }));
    const teams = await Promise.all(shards.map((shard) => joinShardTeam({ marks, shard })));
    expect(await teams[0]?.fail()).toBe(false);
    expect(await teams[1]?.fail()).toBe(true);
  });

  it('writes nothing any more while it waits for the end, which takes the hidden folder away', async () => {
    const team = await joinShardTeam({ marks, shard: { index: 1, count: 2 }, timeoutMs: 2000 });
    const waiting = team.meetAfterApply(async () => undefined);
    while (!(await marks.list()).has('applied', 1)) await sleep(10);
    await removeBuildState(storage, dir);
    await waiting;
    // Longer than a beat, which comes every quarter of the time-out.
    await sleep(700);
    const list = await marks.list();
    expect([list.isOpen, list.signOfLife(1)]).toEqual([false, '']);
  });
});
