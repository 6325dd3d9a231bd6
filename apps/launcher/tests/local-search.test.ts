import { EngineFailedError, type Runner } from '@detectory/trainer';
import { describe, expect, it } from 'vitest';
import { searchLocally } from '../src/commands/tune/search-locally.js';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();

/** Trains one epoch, and fails: a search goes on. */
const runner: Runner = {
  place: 'process',
  start: () => Promise.reject(new Error('a search waits for each run')),
  run: ({ onProgress }) => {
    const val = { precision: 0.1, recall: 0.1, mAP50: 0.2, mAP50_95: 0.1 };
    onProgress({ event: 'epoch', epoch: 0, train: { box_loss: 0.1 }, val, best: true, seconds: 1 });
    return Promise.reject(new EngineFailedError('Training', 'the loss is NaN', true));
  },
};

describe(searchLocally, () => {
  it.each([
    [[], 'Epoch 1/50,'],
    [[{ kind: 'choice' as const, name: 'epochs', values: ['3'] }], 'Epoch 1/3,'],
  ])("counts a trial's epochs by those that it has: %j", async (space, text) => {
    const search = { data: 'garden', out: 'runs', name: 'search', trials: 1, seed: 0, epochs: 50, space, base: {} };
    await expect(searchLocally(runner, search)).rejects.toThrow(/None of 1 trials gave a model/);
    expect(world.said()).toContain(text);
  });

  it('says on Ctrl-C what becomes of the trial under way, and what the same command does with it', async () => {
    const interrupted: Runner = {
      ...runner,
      run: ({ signal }) => {
        process.emit('SIGINT');
        return Promise.reject(new EngineFailedError('Training', `was given up: ${String(signal.aborted)}`, true));
      },
    };
    const search = {
      data: 'garden',
      out: 'runs',
      name: 'stopped',
      trials: 3,
      seed: 0,
      epochs: 50,
      space: [],
      base: {},
    };
    await expect(searchLocally(interrupted, search)).rejects.toThrow(
      'Interrupted after 0 of 3 trials. Run the same command again: trial 1, which had no checkpoint yet, begins anew.',
    );
    expect(world.said()).toContain('Giving the trial up; the same command goes on with it');
  });
});
