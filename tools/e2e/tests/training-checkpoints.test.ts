import { cpSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTrainingWorld,
  mustTrain,
  readFailure,
  setHyperparameters,
  startTraining,
  survivors,
  trainedEpochs,
  type TrainingWorld,
} from '../src/training-world.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

const isWritten = (ml: string, slot: string) => existsSync(join(ml, 'checkpoints', slot, 'state.json'));

/** Kills training within its second epoch, once the first one is put away; answers what is left of it. */
async function killInSecondEpoch(ml: string): Promise<void> {
  const { child, ended } = startTraining(ml);
  while (!isWritten(ml, 'slot-a') && child.exitCode === null) await sleep(5);
  child.kill('SIGKILL');
  const { code, log } = await ended;
  expect([code, existsSync(join(ml, 'model', 'best.pt'))], log).toEqual([null, false]);
}

// One after the other, each on what the one before left, because real training costs seconds.
describe('training that is killed', () => {
  it('Checkpoints, YOLOv5 resume: goes on after SIGKILL where it was, in moved folders and with another batch size', async () => {
    await killInSecondEpoch(world.layOut('killed', { epochs: '3' }));
    const ml = join(world.work, 'moved');
    renameSync(join(world.work, 'killed'), ml);
    setHyperparameters(ml, { epochs: '3', 'batch-size': '2' });
    const { log, events } = await mustTrain(ml);
    expect(log).toMatch(/Restarted after an end without warning .* Training goes on at epoch 2 of 3/);
    expect(log).toContain('batch-size was 4 and is now 2.');
    expect(readFileSync(join(ml, 'model', 'opt.yaml'), 'utf8')).toMatch(/^batch_size: 2$/m);
    expect(events.filter(({ event }) => event === 'epoch').map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(trainedEpochs(ml)).toEqual([0, 1, 2]);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
    expect([...survivors(join(world.work, 'killed')), ...survivors(ml)]).toEqual([]);
  });

  it('Checkpoints: a corrupt one falls back on the one before; a finished run is trained longer from there', async () => {
    const checkpoints = join(world.work, 'moved', 'checkpoints');
    const ml = world.layOut('longer', { epochs: '3', 'continue-from': 'checkpoint' });
    cpSync(checkpoints, join(ml, 'input', 'data', 'checkpoint'), { recursive: true });
    truncateSync(join(ml, 'input', 'data', 'checkpoint', 'slot-a', 'last.pt'), 1000);
    const { log, events } = await mustTrain(ml);
    expect(log).toMatch(/slot-a is unusable: last\.pt has sha256/);
    expect(log).toMatch(/goes on at epoch 3 of 3, from .*slot-b/);
    const resumed = { event: 'resumed', epoch: 1, epochs: 3 };
    const from = join(ml, 'input', 'data', 'checkpoint', 'slot-b', 'last.pt');
    expect(events).toContainEqual({ ...resumed, from });
    expect(events.filter(({ event }) => event === 'epoch').map(({ epoch }) => epoch)).toEqual([2]);
    expect(trainedEpochs(ml)).toEqual([0, 1, 2]);
  });

  it('Checkpoints: has the best epoch to beat that was kept, not the one that last.pt knows of', async () => {
    const ml = world.layOut('best', { epochs: '3' });
    cpSync(join(world.work, 'moved', 'checkpoints'), join(ml, 'checkpoints'), { recursive: true });
    rmSync(join(ml, 'checkpoints', 'slot-a'), { recursive: true });
    const file = join(ml, 'checkpoints', 'slot-b', 'state.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...state, bestEpoch: 0, bestFitness: 1 }));
    await mustTrain(ml);
    expect(trainedEpochs(ml)).toEqual([0, 1, 2]);
    const record = JSON.parse(readFileSync(join(ml, 'output', 'data', 'run.json'), 'utf8')) as { bestEpoch: number };
    expect(record.bestEpoch).toBe(1);
  });

  it('Checkpoints: refuses to go on with other classes, and says what to do', async () => {
    const ml = world.layOut('other', { epochs: '3' });
    cpSync(join(world.work, 'moved', 'checkpoints'), join(ml, 'checkpoints'), { recursive: true });
    const state = join(ml, 'checkpoints', 'slot-a', 'state.json');
    const text = readFileSync(state, 'utf8').replace('"drill"', '"spade"');
    rmSync(state);
    rmSync(join(ml, 'checkpoints', 'slot-b'), { recursive: true });
    writeFileSync(state, text);
    const { code } = await startTraining(ml).ended;
    expect([code, readFailure(ml)]).toEqual([
      1,
      expect.stringMatching(/CheckpointMismatchError: .*spade.*now drill.*checkpoint folder of its own/),
    ]);
  });
});
