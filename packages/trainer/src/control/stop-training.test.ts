import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  artefacts,
  broken,
  createTrainer,
  killed,
  makeWorkFolder,
  noStop,
  saveBest,
  stopping,
  tellEpoch,
  untilKilled,
} from '../testing/fake-training.js';
import { sampleCheckpoint } from '../testing/sample-checkpoint.js';
import { createSafeTrainer, noteEnd } from './train-safely.js';

let work: string;
beforeEach(() => {
  work = makeWorkFolder();
});
afterEach(() => rmSync(work, { recursive: true }));

describe(createSafeTrainer, () => {
  it('Stop: falls back on the last checkpoint when training takes too long to end', async () => {
    const end = new AbortController();
    const { trainer } = createTrainer({
      stop: { requested: end.signal, endTraining: end.signal },
      train: (self, kill) => {
        tellEpoch(self, 0, 0.5);
        queueMicrotask(() => end.abort());
        return untilKilled(kill);
      },
    });
    const trained = await trainer.train();
    expect(trained).toMatchObject({ stopped: true, isWholeState: true, epochs: 1, bestEpoch: 0 });
    expect(readFileSync(trained.bestWeights, 'utf8')).toBe('state 0');
  });

  it('Stop: says so when there is nothing to keep', async () => {
    const { trainer } = createTrainer({ stop: stopping, train: killed });
    await expect(trainer.train()).rejects.toMatchObject({
      name: 'StoppedTooEarlyError',
      message: expect.stringContaining('before its first epoch was over') as string,
    });
  });

  it('Stop: says that it could keep no epoch, where there were some', async () => {
    writeFileSync(join(work, 'file'), '');
    const { trainer } = createTrainer({
      stop: stopping,
      checkpoints: join(work, 'file'),
      train: (self) => {
        tellEpoch(self, 0, 0.5);
        return killed();
      },
    });
    await expect(trainer.train()).rejects.toThrow(/none before it could be kept.*warnings in its log/);
  });

  it('Stop: a training that fails within it leaves its last checkpoint as the model, and says why', async () => {
    const { trainer, warnings } = createTrainer({
      stop: stopping,
      train: (self) => {
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, 0.4, false);
        return broken();
      },
    });
    const trained = await trainer.train();
    expect(trained).toMatchObject({ stopped: true, isWholeState: true, epochs: 2, bestEpoch: 0 });
    expect(readFileSync(trained.bestWeights, 'utf8')).toBe('state 0');
    expect(warnings).toEqual([
      'WARNING: training failed while the job was being stopped (EngineFailedError: train.py failed: broken). The model is the best of the checkpoint of epoch 2.',
    ]);
  });

  it('Stop: a host that has no model makes none of the checkpoint that it goes on from', async () => {
    const { trainer, warnings } = createTrainer({
      stop: stopping,
      hasModel: false,
      store: { newest: () => ({ folder: join(work, 'slot-b'), state: sampleCheckpoint(3) }) },
      train: broken,
    });
    await expect(trainer.train()).rejects.toThrow('train.py failed: broken');
    expect(warnings).toEqual([]);
  });

  it('Stop: a training whose last epoch has no numbers leaves the checkpoint from before', async () => {
    const { trainer, warnings } = createTrainer({
      stop: stopping,
      train: (self) => {
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, null);
        return Promise.resolve(artefacts);
      },
    });
    expect(await trainer.train()).toMatchObject({ stopped: true, epochs: 1 });
    expect(warnings).toEqual([expect.stringMatching(/LossNotFiniteError.*checkpoint of epoch 1\.$/)]);
  });

  it('Stop: a training that fails within it fails the job where nothing was kept', async () => {
    const { trainer } = createTrainer({ stop: stopping, train: broken });
    await expect(trainer.train()).rejects.toThrow('train.py failed: broken');
  });

  it.each([
    ['no checkpoint could be written', true, /couldn't be written: ENOTDIR/],
    ['the newest is damaged', false, /the checkpoint in .*slot-a is not used: .*best\.pt has sha256 \w+, expected/],
  ])("Stop: falls back on the work folder's best where %s", async (_, isFile, warning) => {
    const checkpoints = join(work, 'checkpoints');
    if (isFile) writeFileSync(checkpoints, '');
    const { trainer, warnings } = createTrainer({
      stop: stopping,
      train: async (self) => {
        saveBest('of epoch 1');
        tellEpoch(self, 0, 0.5);
        if (isFile) return killed();
        await vi.waitUntil(() => existsSync(join(checkpoints, 'slot-a')));
        writeFileSync(join(checkpoints, 'slot-a', 'best.pt'), 'damaged');
        return killed();
      },
    });
    const trained = await trainer.train();
    expect(trained).toMatchObject({ stopped: true, isWholeState: true, epochs: 1, bestEpoch: 0 });
    expect(readFileSync(trained.bestWeights, 'utf8')).toBe('of epoch 1');
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it.each([
    ['that may be half written', 0.4, false],
    ['whose loss is not a number', null, true],
  ])('Stop: takes no best of the work folder %s for a model', async (_, loss, isSaved) => {
    const { trainer } = createTrainer({
      stop: stopping,
      store: { write: () => Promise.reject(new Error('ENOSPC')) },
      train: (self) => {
        saveBest('?');
        tellEpoch(self, 0, 0.5);
        tellEpoch(self, 1, loss, true, isSaved);
        return killed();
      },
    });
    await expect(trainer.train()).rejects.toMatchObject({ name: 'StoppedTooEarlyError' });
  });

  it('Result: a training that failed before the stop has failed, though its checkpoints are written within it', async () => {
    const request = new AbortController();
    const { trainer } = createTrainer({
      stop: { requested: request.signal },
      store: {
        // Long after training has failed.
        write: async () => {
          await setTimeout(10);
          request.abort();
        },
        newest: () => ({ folder: join(work, 'slot-a'), state: sampleCheckpoint(0) }),
      },
      train: (self) => {
        saveBest('of epoch 1');
        tellEpoch(self, 0, 0.5);
        return broken();
      },
    });
    await expect(trainer.train()).rejects.toThrow('train.py failed: broken');
  });

  describe("with checkpoints on a disk that doesn't answer any more", () => {
    const hung = () => new Promise<never>(() => undefined);
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    it.each([
      ['training has ended', () => Promise.resolve(artefacts), { bestWeights: 'best.pt' }],
      ['training was killed', killed, { isWholeState: true, epochs: 5 }],
    ])('Stop: goes on without those that it holds back, where %s', async (_, end, expected) => {
      const time = new AbortController();
      const { trainer, warnings } = createTrainer({
        stop: { ...stopping, leaveCheckpoints: time.signal },
        store: { write: hung, newest: () => ({ folder: join(work, 'slot-b'), state: sampleCheckpoint(3) }) },
        train: (self) => {
          saveBest('of epoch 5');
          tellEpoch(self, 4, 0.5);
          return end();
        },
      });
      const training = trainer.train();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(warnings).toEqual([]);
      time.abort();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await training).toMatchObject(expected);
      expect((await training).bestWeights).not.toContain('slot-b');
      expect(warnings).toEqual([
        expect.stringMatching(/^WARNING: not all checkpoints are written: .*checkpoints doesn't answer/),
      ]);
    });

    it('Stop: does not wait for it to note the end', async () => {
      const warnings: string[] = [];
      const store = { folder: '/c', write: hung, end: hung, newest: () => undefined };
      const stop = { ...noStop, leaveCheckpoints: AbortSignal.abort() };
      const noted = noteEnd(store, { how: 'stopped' }, { stop, warn: (message) => warnings.push(message) });
      await vi.advanceTimersByTimeAsync(1_000);
      await noted;
      expect(warnings).toEqual([expect.stringMatching(/couldn't be noted in \/c.*doesn't answer/)]);
    });
  });
});
