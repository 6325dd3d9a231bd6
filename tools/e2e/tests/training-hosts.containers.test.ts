import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, ensureImages, hardened, trainingImage } from '../src/containers.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-hosts-'));
const network = `detectory-hosts-${process.pid}`;
beforeAll(() => {
  ensureImages();
  docker('network', 'create', network);
});
afterAll(() => {
  docker('network', 'rm', network);
  rmSync(work, { recursive: true });
});

/** As SageMaker lays it out for two hosts; each container has its host's name on the network. */
function startHost(host: string, hosts: readonly string[]): Promise<{ code: number | null; log: string }> {
  const ml = join(work, host);
  const config = join(ml, 'input', 'config');
  mkdirSync(config, { recursive: true });
  mkdirSync(join(ml, 'output'));
  for (const folder of [ml, join(ml, 'output')]) chmodSync(folder, 0o777);
  const resources = { current_host: host, hosts, network_interface_name: 'eth0', current_instance_type: 'local' };
  writeFileSync(join(config, 'resourceconfig.json'), JSON.stringify(resources));
  const flags = [
    'run',
    '--rm',
    ...hardened,
    '--network',
    network,
    '--name',
    `${network}-${host}`,
    '--network-alias',
    host,
  ];
  const args = [...flags, '--hostname', host, '--volume', `${ml}:/opt/ml`, trainingImage, 'check-hosts'];
  const child = spawn(process.env['DETECTORY_DOCKER'] ?? 'docker', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, log })));
}

describe('two containers on one network', () => {
  it('Multi-node launch: start through the plan, wait for the master, and pass an all-reduce', async () => {
    const hosts = ['algo-1', 'algo-2'];
    // The master comes last, so that the other one has to wait for its name.
    const second = startHost('algo-2', hosts);
    await sleep(3_000);
    const ended = await Promise.all([startHost('algo-1', hosts), second]);
    for (const [rank, { code, log }] of ended.entries()) {
      expect(code, log).toBe(0);
      expect(log).toContain(`[detectory] rank ${rank} of 2: 2 of 2 answered (gloo)`);
    }
  });
});
