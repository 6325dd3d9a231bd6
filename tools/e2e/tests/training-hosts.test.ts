import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createStorage } from '@detectory/storage';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import { oneGpu } from '../src/one-gpu.js';
import { hashTree } from '../src/read-tree.js';
import {
  createTrainingWorld,
  findProcesses,
  startTraining,
  survivors,
  type ToldEvent,
  type TrainingWorld,
} from '../src/training-world.js';
import { root } from '../src/workspace.js';

const epochs = 2;
const reachable = ['127.0.0.1', '127.0.0.2'];

let world: TrainingWorld;
let environment: Record<string, string>;

/** Programs that train in several processes on the CPU, which YOLOv5 does with CUDA alone, and that only a stop without time ends. */
beforeAll(async () => {
  world = await createTrainingWorld();
  const patient = alterGlue(join(world.work, 'patient'), 'train.py', [' or reporter.stopping', '']);
  const glue = alterGlue(join(world.work, 'glue'), 'train.py');
  cpSync(join(root, 'packages/trainer/tests/python/ddp_on_cpu.py'), join(glue, 'train.py'));
  environment = { DETECTORY_TRAINING_GLUE: glue, DETECTORY_TEST_GLUE: patient, DETECTORY_STOP_SECONDS: '90' };
});
afterAll(() => world.close());

/** Lays out both hosts of a job; with `from`, both start with the checkpoints of that folder, as SageMaker restores them. */
function layOutHosts(
  name: string,
  hyperparameters: Record<string, string>,
  from?: string,
  hosts: readonly string[] = reachable,
): string[] {
  return hosts.map((current_host, rank) => {
    const ml = world.layOut(`${name}-${rank}`, hyperparameters);
    const resources = { current_host, hosts, network_interface_name: 'lo' };
    writeFileSync(join(ml, 'input/config/resourceconfig.json'), JSON.stringify(resources));
    if (from) cpSync(join(from, 'checkpoints'), join(ml, 'checkpoints'), { recursive: true });
    return ml;
  });
}

/** Runs both to their ends; `stopAt` says at which event of the first host both are asked to stop. */
async function trainTogether(folders: readonly string[], stopAt: (event: ToldEvent) => boolean = () => false) {
  const react = (event: ToldEvent): void => {
    if (stopAt(event)) for (const { child } of processes) child.kill('SIGTERM');
  };
  const processes = folders.map((ml) => startTraining(ml, { wrap: oneGpu, environment, react }));
  return Promise.all(processes.map(({ ended }) => ended));
}

/** The files of one of a job's folders. */
const filesOf = (ml: string, name: string) => hashTree(createStorage(), join(ml, name));

describe('two hosts that train together', () => {
  let first: string;

  it('Multi-node launch: both end well, and the first one alone has epochs, checkpoints and the model', async () => {
    const folders = layOutHosts('whole', { epochs: String(epochs) });
    const ends = await trainTogether(folders);
    for (const { code, log } of ends) expect(code, log).toBe(0);
    const told = ends.map(({ events }) => events.filter(({ event }) => event === 'epoch').length);
    expect(told).toEqual([epochs, 0]);
    const [one = '', other = ''] = folders;
    for (const name of ['model', 'checkpoints']) {
      expect(await filesOf(one, name)).not.toEqual({});
      expect(await filesOf(other, name)).toEqual({});
    }
    first = one;
  });

  it('Stop: both end with exit code 0 when the first one leaves at a batch, and the other leaves the checkpoints alone', async () => {
    // A model that hardly moves: on photos this few a real rate would, by the time of the stop, leave nothing but boxes equally sure.
    const slow = { lr0: '0.00001', 'warmup-bias-lr': '0.00001' };
    const folders = layOutHosts('stopped', { epochs: '500', ...slow }, first);
    const [one = '', other = ''] = folders;
    const before = await filesOf(other, 'checkpoints');
    expect(before).not.toEqual({});
    const ends = await trainTogether(folders, ({ event }) => event === 'batch');
    for (const { code, log } of ends) expect(code, log).toBe(0);
    expect(await filesOf(one, 'model')).toHaveProperty(['best.pt']);
    expect(await filesOf(other, 'model')).toEqual({});
    expect(ends[1]?.log).toMatch(
      /The stop ended this host's part; a model, where there is one, is the first host's \(\w+Error: /,
    );
    expect(await filesOf(other, 'checkpoints')).toEqual(before);
  });
});

describe('a host that waits for the first one', () => {
  // An address of no machine (RFC 5737) gives no answer, whatever else runs here.
  const stopSeconds = 20;

  it.each([
    ['has no address', 'algo-1.invalid', 'Waiting for the host algo-1.invalid', /waited for algo-1\.invalid/],
    [
      'has an address and gives no answer',
      '192.0.2.1',
      '"stage":"training"',
      /killed: the time that a stop leaves was over/,
    ],
  ])(
    'Stop: ends with exit code 0 and within its limit while that one %s, and says so',
    async (...[, host, text, said]) => {
      const [, ml = ''] = layOutHosts(`waits-for-${host}`, {}, undefined, [host, 'algo-2.invalid']);
      const limited = { ...environment, DETECTORY_STOP_SECONDS: String(stopSeconds) };
      const { child, ended } = startTraining(ml, { wrap: oneGpu, environment: limited });
      const askedAt = await askToStop(child, text);
      // One that doesn't end is a failure of this test, and none of the next ones.
      const patience = setTimeout(() => child.kill('SIGKILL'), 2 * stopSeconds * 1000);
      const { code, log } = await ended;
      clearTimeout(patience);
      expect(performance.now() - askedAt, log).toBeLessThan(stopSeconds * 1000);
      expect([code, log]).toEqual([0, expect.stringMatching(/The stop ended this host's part/)]);
      expect(log).toMatch(said);
      expect(existsSync(join(ml, 'output/failure'))).toBe(false);
      expect(survivors(ml)).toEqual([]);
    },
  );

  it('leaves nobody behind when it is killed', async () => {
    const [, ml = ''] = layOutHosts('is-killed', {}, undefined, ['192.0.2.1', 'algo-2.invalid']);
    const { child, ended } = startTraining(ml, { wrap: oneGpu, environment });
    const rank = (): readonly number[] => findProcesses(ml, 'start_ranks.py');
    await vi.waitUntil(() => rank().length > 0, { timeout: 40_000 });
    child.kill('SIGKILL');
    await ended;
    try {
      await vi.waitUntil(() => survivors(ml).length === 0, { timeout: 10_000 });
    } finally {
      for (const pid of findProcesses(ml, '')) process.kill(pid, 'SIGKILL');
    }
  });
});

/** As soon as the host has told something; answers when. */
async function askToStop(child: ChildProcess, text: string): Promise<number> {
  let told = '';
  for (const stream of [child.stdout, child.stdio[3] as Readable])
    stream?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  try {
    await vi.waitUntil(() => told.includes(text), { timeout: 40_000 });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  child.kill('SIGTERM');
  return performance.now();
}
