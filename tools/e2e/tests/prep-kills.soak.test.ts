import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAfter, startPrep } from '../src/prep-process.js';
import { createPrepWorld, leftovers, type PrepWorld } from '../src/prep-world.js';
import { hashTree } from '../src/read-tree.js';

const kills = Number(process.env['DETECTORY_KILLS'] ?? 20);
let world: PrepWorld;
beforeAll(async () => {
  world = await createPrepWorld(150);
});
afterAll(() => world?.stop());

/** Numbers from 0 to 1, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Ended well, or killed when all was done but the saying of it: the next run finds the dataset there. */
function expectDone({ code, stderr }: { readonly code: number | null; readonly stderr: string }): void {
  if (code !== 0) expect(stderr).toMatch(/exists and is not empty|nothing is left to do/);
}

/** Runs the build again and again, killed after a random time, until one run ends; gives the number of kills. */
async function killUntilDone(
  args: readonly string[],
  environment: Record<string, string>,
  nextMs: () => number,
): Promise<number> {
  for (let killed = 0; killed < kills; killed++) {
    const end = await killAfter(startPrep(args, environment), nextMs());
    if (end.code === null) continue;
    expectDone(end);
    return killed;
  }
  expectDone(await startPrep(args, environment).ended);
  return kills;
}

describe('kills at random moments', () => {
  it('cost no byte of a build on this machine', async () => {
    const random = createRandom(1);
    const out = join(world.work, 'killed');
    let killed = 0;
    while (killed < kills) {
      rmSync(out, { recursive: true, force: true });
      killed += await killUntilDone([...world.local, '--out', out], {}, () => 150 + random() * 500);
      expect(await hashTree(world.storage, out)).toEqual(world.expectedLocal);
      expect(leftovers(world.work, 'killed')).toEqual([]);
    }
  });

  it('cost no byte of a build from S3 to S3', async () => {
    const random = createRandom(2);
    let killed = 0;
    for (let round = 0; killed < kills; round++) {
      const out = `s3://jobs/killed-${round}`;
      killed += await killUntilDone([...world.remote, '--out', out], world.environment, () => 300 + random() * 4000);
      expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
    }
  });

  it('cost no byte of a build by three shards, of which any is killed', async () => {
    const random = createRandom(3);
    const out = 's3://jobs/killed-shards';
    const shard = async (number: number): Promise<void> => {
      const args = [...world.remote, '--out', out, '--shard', `${number}/3`];
      for (let killed = 0; killed < kills / 4; killed++) {
        const end = await killAfter(startPrep(args, world.environment), 500 + random() * 3000);
        if (end.code !== null) return expectDone(end);
      }
      expectDone(await startPrep(args, world.environment).ended);
    };
    await Promise.all([1, 2, 3].map(shard));
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
  });
});
