import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustPrepare, startPrep } from '../src/prep-process.js';
import { createPrepWorld, type PrepWorld } from '../src/prep-world.js';
import { layOutJob } from '../src/processing-job.js';
import { hashTree } from '../src/read-tree.js';

let world: PrepWorld;
beforeAll(async () => {
  world = await createPrepWorld(40);
});
afterAll(() => world?.stop());

describe('a SageMaker Processing job', () => {
  it('of one instance finds its inputs and output without a flag', async () => {
    const root = layOutJob(join(world.work, 'one'), 'algo-1', ['algo-1']);
    const input = join(root, 'processing', 'input');
    for (const name of ['manifest', 'labels']) mkdirSync(join(input, name), { recursive: true });
    symlinkSync(join(world.work, 'drawn/output.manifest'), join(input, 'manifest/output.manifest'));
    symlinkSync(join(world.work, 'drawn/labels.json'), join(input, 'labels/labels.json'));
    symlinkSync(join(world.work, 'drawn'), join(input, 'images'));
    const flags = ['--yaml-root', '/data', '--balance', 'max-ratio=2'];
    await mustPrepare(['build', ...flags], { DETECTORY_ML_ROOT: root });
    expect(await hashTree(world.storage, join(root, 'processing/output'))).toEqual(world.expectedLocal);
    expect(readdirSync(join(root, 'processing'))).toEqual(['input', 'output']);
  });

  it('of two instances makes a shard of each, and gives the bytes of one', async () => {
    const hosts = ['algo-2', 'algo-1'];
    const out = 's3://jobs/processed';
    const build = (host: string): Promise<string> => {
      const root = layOutJob(join(world.work, 'two', host), host, hosts);
      return mustPrepare([...world.remote, '--out', out], { ...world.environment, DETECTORY_ML_ROOT: root });
    };
    const logs = await Promise.all(hosts.map(build));
    expect(logs.join('')).toMatch(/waiting for shard [12] to/);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
  });

  it('says where SageMaker looks for it why it failed', async () => {
    const root = layOutJob(join(world.work, 'failing'), 'algo-1', ['algo-1']);
    const manifest = join(world.work, 'wrong.manifest');
    writeFileSync(manifest, 'a,b,c\n');
    const args = ['build', manifest, '--out', join(world.work, 'none')];
    const { code } = await startPrep(args, { DETECTORY_ML_ROOT: root }).ended;
    expect(code).toBe(1);
    const message = readFileSync(join(root, 'output/message'), 'utf8');
    expect(message).toContain('wrong.manifest');
    expect(message.length).toBeLessThanOrEqual(1024);
  });

  it('of several instances refuses an output that each would have for itself', async () => {
    const root = layOutJob(join(world.work, 'apart'), 'algo-1', ['algo-1', 'algo-2']);
    const { code, stderr } = await startPrep([...world.local], { DETECTORY_ML_ROOT: root }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('give an s3:// prefix');
    expect(readFileSync(join(root, 'output/message'), 'utf8')).toContain('2 instances, which share no disk');
  });

  it('with a configuration that is none says what was expected', async () => {
    const root = layOutJob(join(world.work, 'odd'), 'algo-3', ['algo-1']);
    const { code, stderr } = await startPrep(['build'], { DETECTORY_ML_ROOT: root }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('config/resourceconfig.json: expected');
  });
});
