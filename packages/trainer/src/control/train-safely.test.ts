import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CheckpointStore, createCheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import { readCheckpoints } from '../adapters/checkpoints/read-checkpoints.js';
import type { EngineArtefacts } from '../engine/engine.js';
import type { EpochEvent } from '../engine/engine-event.js';
import { EngineFailedError, EngineKilledError } from '../errors.js';
import { resolveOptions } from '../options/resolve-options.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { sampleCheckpoint } from '../testing/sample-checkpoint.js';
import { createSafeTrainer, noteEnd, type SafeTrainer } from './train-safely.js';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-safely-'));
  mkdirSync(join(work, 'run'));
  writeFileSync(join(work, 'run', 'opt.yaml'), '');
  writeFileSync(join(work, 'run', 'results.csv'), 'epoch\n');
});
afterEach(() => rmSync(work, { recursive: true }));

const artefacts: EngineArtefacts = {
  bestWeights: 'best.pt',
  resultsCsv: 'results.csv',
  optionsYaml: 'opt.yaml',
  runFolder: 'run',
  epochs: 2,
  bestEpoch: 1,
  stopped: false,
};

function tellEpoch(trainer: SafeTrainer, epoch: number, loss: number | null, best = true, isSaved = true): string {
  const figures = { box_loss: loss, obj_loss: 1, cls_loss: 1 };
  const val = { ...figures, precision: 0, recall: 0, mAP50: 0, mAP50_95: 0 };
  trainer.onEvent({ event: 'epoch', epoch, train: figures, val, best, seconds: 1 });
  const file = join(work, `${epoch}.pt`);
  writeFileSync(file, `state ${epoch}`);
  if (isSaved) trainer.onEvent({ event: 'checkpoint', epoch, file, best, fitness: 0.5 - epoch / 10 });
  return file;
}

interface Fake {
  readonly stop?: Partial<StopSchedule>;
  readonly train: (trainer: SafeTrainer, kill: AbortSignal) => Promise<EngineArtefacts>;
  readonly checkpoints?: string;
  readonly store?: Partial<CheckpointStore>;
}

/** As the framework does before it tells of the checkpoint. */
function saveBest(content: string): void {
  mkdirSync(join(work, 'run', 'weights'), { recursive: true });
  writeFileSync(join(work, 'run', 'weights', 'best.pt'), content);
}

const never = new AbortController().signal;
const noStop: StopSchedule = {
  requested: never,
  hurry: never,
  endTraining: never,
  leaveCheckpoints: never,
  force: never,
  remainingMs: () => Number.POSITIVE_INFINITY,
  close: () => undefined,
};

function createTrainer({ stop, train, checkpoints = join(work, 'checkpoints'), store }: Fake) {
  const warnings: string[] = [];
  const epochs: EpochEvent[] = [];
  const task = { engine: 'yolov5', datasetSha256: 'd', classNames: ['a'], options: resolveOptions(new Map()) };
  const trainer: SafeTrainer = createSafeTrainer({
    train: ({ kill }) => train(trainer, kill ?? never),
    runFolder: join(work, 'run'),
    outputData: join(work, 'output'),
    store: { ...createCheckpointStore(checkpoints, task), ...store },
    stop: { ...noStop, ...stop },
    judgeStride: (stridePx) => (stridePx > 32 ? new Error(`a stride of ${stridePx}`) : undefined),
    epochs,
    warn: (message) => warnings.push(message),
  });
  return { trainer, warnings, epochs };
}

/** As the engine does when its `kill` is aborted. */
const untilKilled = (kill: AbortSignal) =>
  new Promise<never>((_, reject) => kill.addEventListener('abort', () => reject(new EngineKilledError('killed'))));

const broken = () => Promise.reject(new EngineFailedError('train.py', 'broken'));
const killed = () => Promise.reject(new EngineKilledError('killed'));
const stopping = { requested: AbortSignal.abort() };

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
