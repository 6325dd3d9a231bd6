import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import { oneGpu } from '../src/one-gpu.js';
import { hashTree } from '../src/read-tree.js';
import { createTrainingWorld, startTraining, type ToldEvent, type TrainingWorld } from '../src/training-world.js';
import { root } from '../src/workspace.js';

const epochs = 2;
const hosts = ['127.0.0.1', '127.0.0.2'];

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
function layOutHosts(name: string, hyperparameters: Record<string, string>, from?: string): string[] {
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
    const folders = layOutHosts('stopped', { epochs: '500' }, first);
    const [one = '', other = ''] = folders;
    const before = await filesOf(other, 'checkpoints');
    expect(before).not.toEqual({});
    const ends = await trainTogether(folders, ({ event }) => event === 'batch');
    for (const { code, log } of ends) expect(code, log).toBe(0);
    expect(await filesOf(one, 'model')).toHaveProperty(['best.pt']);
    expect(await filesOf(other, 'model')).toEqual({});
    expect(ends[1]?.log).toMatch(/The stop ended this host's part; the first host has the model \(\w+Error: /);
    expect(await filesOf(other, 'checkpoints')).toEqual(before);
  });
});
