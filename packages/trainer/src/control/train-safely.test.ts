import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoints } from '../adapters/checkpoints/read-checkpoints.js';
import { artefacts, createTrainer, makeWorkFolder, noStop, tellEpoch, untilKilled } from '../testing/fake-training.js';
import { createSafeTrainer, noteEnd } from './train-safely.js';

let work: string;
beforeEach(() => {
  work = makeWorkFolder();
});
afterEach(() => rmSync(work, { recursive: true }));

describe(createSafeTrainer, () => {
  it('Checkpoints: puts every epoch away, and has all of them written when training ends', async () => {
    const { trainer, epochs } = createTrainer({
      train: (self) => {
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, 0.4);
        return Promise.resolve(artefacts);
      },
    });
    expect(await trainer.train()).toEqual({ ...artefacts, isWholeState: false });
    expect((await readCheckpoints(join(work, 'checkpoints'))).map(({ state }) => state?.epoch)).toEqual([0, 1]);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([0, 1]);
  });

  it('Other output: what save-period keeps of an epoch is there at once, and nowhere twice', async () => {
    const saved = join(work, 'run', 'weights', 'epoch0.pt');
    const { trainer } = createTrainer({
      train: (self) => {
        mkdirSync(join(work, 'run', 'weights'));
        writeFileSync(saved, 'of epoch 0');
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, 0.4);
        return Promise.resolve(artefacts);
      },
    });
    await trainer.train();
    expect(readFileSync(join(work, 'output', 'weights', 'epoch0.pt'), 'utf8')).toBe('of epoch 0');
    expect(existsSync(saved)).toBe(false);
  });

  it('Result: ends a training without numbers, and keeps the checkpoint from before', async () => {
    const { trainer } = createTrainer({
      train: (self, kill) => {
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, null);
        queueMicrotask(() => tellEpoch(self, 2, null));
        return untilKilled(kill);
      },
    });
    await expect(trainer.train()).rejects.toMatchObject({ name: 'LossNotFiniteError' });
    const found = await readCheckpoints(join(work, 'checkpoints'));
    expect(found.map(({ state }) => state?.epoch)).toEqual([0]);
    expect(existsSync(join(work, '1.pt'))).toBe(false);
  });

  it('Result: goes on after one epoch without numbers, and does not take it for the best', async () => {
    const { trainer } = createTrainer({
      train: (self) => {
        tellEpoch(self, 0, 0.5, false);
        tellEpoch(self, 1, null);
        tellEpoch(self, 2, 0.4, false);
        return Promise.resolve(artefacts);
      },
    });
    await trainer.train();
    const [, newest] = await readCheckpoints(join(work, 'checkpoints'));
    expect(newest?.state).toMatchObject({ epoch: 2, bestEpoch: 0, bestFitness: 0.5 });
    expect(readFileSync(join(newest?.folder ?? '', 'best.pt'), 'utf8')).toBe('state 0');
  });

  it('Result: ends a training that could not be exported before its first batch', async () => {
    const { trainer } = createTrainer({
      train: (self, kill) => {
        const start = { event: 'start', trainImages: 8, valImages: 2, batches: 2, workers: 0, stridePx: 64 } as const;
        queueMicrotask(() => self.onEvent(start));
        return untilKilled(kill);
      },
    });
    await expect(trainer.train()).rejects.toThrow('a stride of 64');
  });

  it('trains on when a checkpoint cannot be written, and says so loudly', async () => {
    writeFileSync(join(work, 'file'), '');
    const { trainer, warnings } = createTrainer({
      checkpoints: join(work, 'file'),
      train: (self) => {
        tellEpoch(self, 0, 0.5);
        return Promise.resolve(artefacts);
      },
    });
    expect(await trainer.train()).toMatchObject({ epochs: 2 });
    expect(existsSync(join(work, '0.pt'))).toBe(false);
    expect(warnings).toEqual([
      expect.stringMatching(/^WARNING: the checkpoint of epoch 1 couldn't be written: ENOTDIR/),
    ]);
  });

  it("passes the engine's own failures on", async () => {
    const { trainer } = createTrainer({ train: () => Promise.reject(new Error('broken')) });
    await expect(trainer.train()).rejects.toThrow('broken');
  });
});

describe(noteEnd, () => {
  it('is no reason to lose a training that is over, and says so loudly', async () => {
    const warnings: string[] = [];
    const store = {
      folder: '/c',
      write: () => Promise.resolve(),
      end: () => Promise.reject(new Error('ENOSPC: no space left on device')),
      newest: () => undefined,
    };
    await noteEnd(store, { how: 'finished' }, { stop: noStop, warn: (message) => warnings.push(message) });
    expect(warnings).toEqual([expect.stringMatching(/^WARNING: how the run ended couldn't be noted in \/c.*ENOSPC/)]);
  });
});
