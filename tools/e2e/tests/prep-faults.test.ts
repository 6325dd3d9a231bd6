import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { killAfter, mustPrepare, startPrep } from '../src/prep-process.js';
import { createPrepWorld, leftovers, type PrepWorld } from '../src/prep-world.js';
import { hashTree } from '../src/read-tree.js';
import { seededFaults } from '../src/start-flaky-proxy.js';

let world: PrepWorld;
beforeAll(async () => {
  world = await createPrepWorld(60);
});
afterAll(() => world?.stop());
beforeEach(() => {
  world.proxy.choose = () => 'none';
});

const imageReads = (requests: readonly string[]): string[] =>
  requests.filter((line) => /^GET \/jobs\/drawn\/images\//.test(line));

describe('a build from S3 to S3', () => {
  it('loses nothing where requests are dropped, cut, delayed, and answered with 500 and 503', async () => {
    const kinds = ['drop', 'slow-down', 'unavailable', 'internal-error', 'delay', 'cut'] as const;
    world.proxy.choose = seededFaults(5, 0.2, kinds);
    await mustPrepare([...world.remote, '--out', 's3://jobs/faulty'], world.environment);
    expect(await hashTree(world.storage, 's3://jobs/faulty')).toEqual(world.expectedRemote);
    for (const kind of kinds) expect(world.proxy.faults[kind]).toBeGreaterThan(0);
  });

  it('goes on after a kill without reading or copying again what is there', async () => {
    const args = [...world.remote, '--out', 's3://jobs/resumed'];
    const build = startPrep(args, world.environment);
    let copies = 0;
    world.proxy.choose = (line) => {
      if (line.includes('x-id=CopyObject') && ++copies === 20) build.child.kill('SIGKILL');
      return 'none';
    };
    expect((await build.ended).code).toBeNull();
    expect(await world.storage.stat('s3://jobs/resumed/dataset.json')).toBeUndefined();
    world.proxy.choose = () => 'none';
    const before = world.proxy.requests.length;
    await mustPrepare(args, world.environment);
    const again = world.proxy.requests.slice(before);
    expect(imageReads(again)).toEqual([]);
    const images = Object.keys(world.expectedRemote).filter((path) => path.startsWith('images/'));
    expect(again.filter((line) => line.includes('x-id=CopyObject')).length).toBeLessThanOrEqual(images.length - 15);
    expect(await hashTree(world.storage, 's3://jobs/resumed')).toEqual(world.expectedRemote);
  });

  it('starts afresh under other options, and takes away what the killed build wrote', async () => {
    const out = 's3://jobs/other';
    const build = startPrep([...world.remote, '--out', out, '--seed', '9'], world.environment);
    world.proxy.choose = (line) => {
      if (line.includes('x-id=CopyObject')) build.child.kill('SIGKILL');
      return 'none';
    };
    await build.ended;
    world.proxy.choose = () => 'none';
    await mustPrepare([...world.remote, '--out', out], world.environment);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
  });
});

describe('a build from S3 to this machine', () => {
  it('goes on after a kill with the images that it had fetched', async () => {
    const out = join(world.work, 'fetched');
    const args = [...world.remote, '--out', out];
    const build = startPrep(args, world.environment);
    let reads = 0;
    world.proxy.choose = (line) => {
      if (/^GET \/jobs\/drawn\/images\//.test(line) && ++reads === 50) build.child.kill('SIGKILL');
      return 'none';
    };
    await build.ended;
    world.proxy.choose = () => 'none';
    const before = world.proxy.requests.length;
    await mustPrepare(args, world.environment);
    expect(imageReads(world.proxy.requests.slice(before)).length).toBeLessThanOrEqual(60 - 16);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
    expect(leftovers(world.work, 'fetched')).toEqual([]);
  });

  it('says after Ctrl-C how to go on, and goes on', async () => {
    const out = join(world.work, 'interrupted');
    const args = [...world.remote, '--out', out];
    const build = startPrep(args, world.environment);
    let reads = 0;
    world.proxy.choose = (line) => {
      if (/^GET \/jobs\/drawn\/images\//.test(line) && ++reads === 20) build.child.kill('SIGINT');
      return 'none';
    };
    const { code, stderr } = await build.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('the same command goes on from there');
    expect(readdirSync(world.work)).not.toContain('interrupted');
    world.proxy.choose = () => 'none';
    await mustPrepare(args, world.environment);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedRemote);
  });
});

describe('a build on this machine', () => {
  it('gives the same bytes after kills at several moments, and leaves nothing else', async () => {
    const out = join(world.work, 'killed');
    for (const ms of [250, 350, 400, 450]) {
      const { code } = await killAfter(startPrep([...world.local, '--out', out]), ms);
      if (code === 0) break;
    }
    // A kill after the last rename leaves the dataset whole, and the hidden folder for the next run to take away.
    const isThere = readdirSync(world.work).includes('killed');
    if (!isThere || leftovers(world.work, 'killed').length > 0) await mustPrepare([...world.local, '--out', out]);
    expect(await hashTree(world.storage, out)).toEqual(world.expectedLocal);
    expect(leftovers(world.work, 'killed')).toEqual([]);
  });
});
