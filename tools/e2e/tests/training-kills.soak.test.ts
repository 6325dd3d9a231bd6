import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTrainingWorld,
  findProcesses,
  mustTrain,
  startTraining,
  survivors,
  trainedEpochs,
  type TrainingWorld,
} from '../src/training-world.js';

const kills = Number(process.env['DETECTORY_KILLS'] ?? 20);
const epochs = 12;
const hour = 3_600_000;
/** Then SageMaker kills. */
const stopMs = 120_000;

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld(24);
});
afterAll(() => world.close());

/** Times within a run, the same in every run of this test. */
function createTimes(seed: number): (belowMs: number) => number {
  let state = seed;
  return (belowMs) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state / 2 ** 31) * belowMs;
  };
}

/** Runs the job again and again, each time killed after a random time, until a run ends by itself. */
async function killUntilDone(ml: string, nextMs: () => number): Promise<number> {
  for (let killed = 0; killed < kills; killed++) {
    const { child, ended } = startTraining(ml);
    const timer = setTimeout(() => child.kill('SIGKILL'), nextMs());
    const { code, log } = await ended;
    clearTimeout(timer);
    expect([0, null], log).toContain(code);
    if (code === 0) return killed;
  }
  await mustTrain(ml);
  return kills;
}

describe('training that is killed at random moments', () => {
  it(
    'Checkpoints: ends in the end with every epoch once, a model, and nobody left behind',
    async () => {
      const times = createTimes(7);
      const ml = world.layOut('killed', { epochs: String(epochs) });
      const killed = await killUntilDone(ml, () => 3_000 + times(9_000));
      expect(killed).toBeGreaterThan(0);
      expect(trainedEpochs(ml)).toEqual(Array.from({ length: epochs }, (_, epoch) => epoch));
      expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
      expect(survivors(ml)).toEqual([]);
    },
    hour,
  );

  it(
    'Checkpoints: only exports when all epochs are done',
    async () => {
      const ml = join(world.work, 'killed');
      rmSync(join(ml, 'model'), { recursive: true });
      const { log, events } = await mustTrain(ml);
      expect(log).toContain(`All ${epochs} epochs are done: exporting the best.`);
      expect(events.filter(({ event }) => event === 'epoch')).toEqual([]);
      expect(readdirSync(join(ml, 'model')).sort()).toEqual([
        'best.pt',
        'model.json',
        'model.onnx',
        'opt.yaml',
        'results.csv',
      ]);
    },
    hour,
  );

  it(
    'Stop: a frozen training program is killed, and the last checkpoint becomes the model',
    async () => {
      const ml = world.layOut('frozen', { epochs: '500' });
      let askedAt = 0;
      const { code, log } = await startTraining(ml, {
        react: (event, child) => {
          if (event.event !== 'batch' || event.epoch !== 2 || askedAt > 0) return;
          askedAt = performance.now();
          for (const pid of findProcesses(ml, 'train.py')) process.kill(pid, 'SIGSTOP');
          child.kill('SIGTERM');
        },
      }).ended;
      expect(code, log).toBe(0);
      expect(performance.now() - askedAt).toBeLessThan(stopMs);
      expect(existsSync(join(ml, 'model', 'best.pt'))).toBe(true);
      // Half a minute is left for the export, which a machine that does ten other things may need more for.
      if (!existsSync(join(ml, 'model', 'model.json'))) expect(log).toContain('the stop left no time for the export');
      expect(survivors(ml)).toEqual([]);
    },
    hour,
  );
});
