import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mustPrepare, startPrep } from '../src/prep-process.js';
import { createPrepWorld, leftovers, type PrepWorld } from '../src/prep-world.js';
import { hashTree } from '../src/read-tree.js';

let world: PrepWorld;
beforeAll(async () => {
  world = await createPrepWorld(40);
});
afterAll(() => world?.stop());
beforeEach(() => {
  world.proxy.choose = () => 'none';
});

const shardsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1}/${count}`);

describe('three processes that build one dataset', () => {
  it('give the bytes of one process, in a shared folder', async () => {
    const out = join(world.work, 'sharded');
    const build = (shard: string): Promise<string> =>
      mustPrepare([...world.local, '--out', out, '--shard', shard, '--shard-timeout', '60']);
    await Promise.all(shardsOf(3).map(build));
    expect(await hashTree(world.storage, out)).toEqual(world.expectedLocal);
    expect(leftovers(world.work, 'sharded')).toEqual([]);
  });

  it('give the bytes of one process, on S3, each reading a third of the images', async () => {
    const before = world.proxy.requests.length;
    const build = (shard: string): Promise<string> =>
      mustPrepare([...world.remote, '--out', 's3://jobs/sharded', '--shard', shard], world.environment);
    await Promise.all(shardsOf(3).map(build));
    expect(await hashTree(world.storage, 's3://jobs/sharded')).toEqual(world.expectedRemote);
    const reads = world.proxy.requests.slice(before).filter((line) => /^GET \/jobs\/drawn\/images\//.test(line));
    expect(reads).toHaveLength(40);
  });

  it('go on when one of them is killed and started again', async () => {
    const out = 's3://jobs/restarted';
    const args = (shard: string): string[] => [...world.remote, '--out', out, '--shard', shard];
    const others = ['1/3', '3/3'].map((shard) => mustPrepare(args(shard), world.environment));
    const killed = startPrep(args('2/3'), world.environment);
    world.proxy.choose = (line) => {
      if (line.startsWith('PUT') && line.includes('/facts/000001/')) killed.child.kill('SIGKILL');
      return 'none';
    };
    expect((await killed.ended).code).toBeNull();
    world.proxy.choose = () => 'none';
    await Promise.all([...others, mustPrepare(args('2/3'), world.environment)]);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
  });

  it('name the shard that never came, and go on once it does', async () => {
    const out = join(world.work, 'missing');
    const args = (shard: string): string[] => [...world.local, '--out', out, '--shard', shard];
    const impatient = await Promise.all(
      ['1/3', '2/3'].map((shard) => startPrep([...args(shard), '--shard-timeout', '2'], {}).ended),
    );
    for (const { code, stderr } of impatient) {
      expect(code).toBe(1);
      expect(stderr).toContain('Waited for shard 3 of 3 to read their images');
      expect(stderr).toContain('--shard 3/3');
    }
    await Promise.all(shardsOf(3).map((shard) => mustPrepare(args(shard))));
    expect(await hashTree(world.storage, out)).toEqual(world.expectedLocal);
  });

  it('all say what is wrong with the input, and leave nothing', async () => {
    const folder = join(world.work, 'wrong');
    mkdirSync(folder);
    const manifest = join(folder, 'output.manifest');
    const lines = readFileSync(join(world.work, 'drawn/output.manifest'), 'utf8').split('\n').slice(0, 6);
    writeFileSync(manifest, lines.join('\n').replaceAll(/(images\/[^"]*)(?=")/g, '$1.gone'));
    const ends = await Promise.all(
      shardsOf(2).map(
        (shard) =>
          startPrep(['build', manifest, '--images', folder, '--out', join(folder, 'out'), '--shard', shard]).ended,
      ),
    );
    for (const { code, stderr } of ends) {
      expect(code).toBe(1);
      expect(stderr).toContain('6 problems, and nothing was written');
    }
    expect(leftovers(folder, 'out')).toEqual([]);
  });
});
