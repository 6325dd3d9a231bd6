import { rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAfter, mustPrepare, startPrep } from '../src/prep-process.js';
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

interface Kills {
  readonly args: readonly string[];
  readonly environment?: Record<string, string>;
  /** Everything that stands below the output and its hidden state; compared to tell whether a run has got on. */
  readonly look: () => Promise<string>;
  readonly nextMs: () => number;
}

/**
 * Runs the build again and again, killed after a random time, until one run ends; gives the number of kills that hit a run which
 * had written something. On a busy machine many hit one that was still starting.
 */
async function killUntilDone({ args, environment = {}, look, nextMs }: Kills): Promise<number> {
  let killedWriting = 0;
  for (let killed = 0; killed < kills; killed++) {
    const before = await look();
    const end = await killAfter(startPrep(args, environment), nextMs());
    if (end.code === null) killedWriting += (await look()) === before ? 0 : 1;
    else {
      expectDone(end);
      return killedWriting;
    }
  }
  expectDone(await startPrep(args, environment).ended);
  return killedWriting;
}

/** How long an undisturbed build takes here and now: kills are spread over it, however busy the machine is. */
async function measureMs(args: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  const start = performance.now();
  await mustPrepare(args, environment);
  return performance.now() - start;
}

/** Names, sizes and times of the files of a build on this machine, finished or not. */
async function lookLocally(out: string): Promise<string> {
  const seen: string[] = [];
  for (const folder of [out, ...leftovers(world.work, out)]) {
    const names = await readdir(join(world.work, folder), { recursive: true }).catch(() => []);
    for (const name of names.sort()) {
      const { size, mtimeMs } = statSync(join(world.work, folder, name));
      seen.push(`${folder}/${name} ${size} ${mtimeMs}`);
    }
  }
  return seen.join('\n');
}

async function lookAtS3(out: string): Promise<string> {
  return JSON.stringify(await hashTree(world.storage, out));
}

/** Too many tries for a few hits: then runs end before they can be killed, or are killed before they begin. */
const mostRounds = 20;

/** Builds anew until as many kills as wanted hit a build that was writing. @param buildOnce gives how many did */
async function killEnough(buildOnce: (round: number) => Promise<number>): Promise<void> {
  let killed = 0;
  for (let round = 0; killed < kills; round++) {
    expect(round, `${killed} kills hit a build that was writing`).toBeLessThan(mostRounds);
    killed += await buildOnce(round);
  }
}

describe('kills at random moments', () => {
  it('cost no byte of a build on this machine', async () => {
    const random = createRandom(1);
    const out = join(world.work, 'killed');
    const args = [...world.local, '--out', out];
    const wholeMs = await measureMs([...world.local, '--out', join(world.work, 'measured')]);
    await killEnough(async () => {
      rmSync(out, { recursive: true, force: true });
      const nextMs = (): number => (0.3 + 0.7 * random()) * wholeMs;
      const killed = await killUntilDone({ args, look: () => lookLocally('killed'), nextMs });
      expect(await hashTree(world.storage, out)).toEqual(world.expectedLocal);
      expect(leftovers(world.work, 'killed')).toEqual([]);
      return killed;
    });
  });

  it('cost no byte of a build from S3 to S3', async () => {
    const random = createRandom(2);
    const { environment } = world;
    const wholeMs = await measureMs([...world.remote, '--out', 's3://jobs/measured'], environment);
    await killEnough(async (round) => {
      const out = `s3://jobs/killed-${round}`;
      const args = [...world.remote, '--out', out];
      const nextMs = (): number => (0.2 + 0.8 * random()) * wholeMs;
      const killed = await killUntilDone({ args, environment, look: () => lookAtS3(out), nextMs });
      expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
      return killed;
    });
  });

  it('cost no byte of a build by three shards, of which any is killed', async () => {
    const random = createRandom(3);
    const { environment } = world;
    await killEnough(async (round) => {
      const out = `s3://jobs/killed-shards-${round}`;
      const killShard = (number: number): Promise<number> => {
        const args = [...world.remote, '--out', out, '--shard', `${number}/3`];
        return killUntilDone({ args, environment, look: () => lookAtS3(out), nextMs: () => 500 + random() * 3000 });
      };
      const killed = await Promise.all([1, 2, 3].map(killShard));
      expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
      return killed.reduce((sum, count) => sum + count, 0);
    });
  });
});
