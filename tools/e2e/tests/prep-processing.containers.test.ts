import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureImages, hardened, trainingImage } from '../src/containers.js';
import { createPrepWorld, type PrepWorld } from '../src/prep-world.js';
import { layOutJob } from '../src/processing-job.js';
import { hashTree } from '../src/read-tree.js';

let world: PrepWorld;
beforeAll(async () => {
  ensureImages();
  world = await createPrepWorld(40);
});
afterAll(() => world?.stop());

/** Several containers run at once, so none may block this process. */
function runContainer(...args: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.env['DETECTORY_DOCKER'] ?? 'docker', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('two containers of one Processing job', () => {
  it('build one dataset in a volume that both mount, as nobody in particular and without network', async () => {
    const hosts = ['algo-1', 'algo-2'];
    const volume = join(world.work, 'volume');
    const drawn = join(world.work, 'drawn');
    mkdirSync(volume);
    for (const folder of [world.work, volume, drawn]) chmodSync(folder, 0o777);
    const ends = await Promise.all(
      hosts.map((host) => {
        const ml = layOutJob(join(world.work, 'hosts', host), host, hosts);
        const mounts = [`${ml}:/opt/ml`, `${volume}:/shared`, `${drawn}:${drawn}:ro`];
        const volumes = mounts.flatMap((mount) => ['--volume', mount]);
        const flags = ['run', '--rm', ...hardened, '--network', 'none', ...volumes, trainingImage];
        return runContainer(...flags, 'prepare', ...world.local, '--out', '/shared/dataset');
      }),
    );
    for (const { code, output } of ends) expect([code, output]).toEqual([0, expect.any(String)]);
    expect(await hashTree(world.storage, join(volume, 'dataset'))).toEqual(world.expectedLocal);
  });
});
