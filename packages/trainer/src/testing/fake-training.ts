import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckpointStore, createCheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import { createSafeTrainer, type SafeTrainer } from '../control/train-safely.js';
import type { EngineArtefacts } from '../engine/engine.js';
import type { EpochEvent } from '../engine/engine-event.js';
import { EngineFailedError, EngineKilledError } from '../errors.js';
import { resolveOptions } from '../options/resolve-options.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';

let work: string;

/** Where the trainings of the next test work; the test removes it. */
export function makeWorkFolder(): string {
  work = mkdtempSync(join(tmpdir(), 'detectory-safely-'));
  mkdirSync(join(work, 'run'));
  writeFileSync(join(work, 'run', 'opt.yaml'), '');
  writeFileSync(join(work, 'run', 'results.csv'), 'epoch\n');
  return work;
}

export const artefacts: EngineArtefacts = {
  bestWeights: 'best.pt',
  resultsCsv: 'results.csv',
  optionsYaml: 'opt.yaml',
  runFolder: 'run',
  epochs: 2,
  bestEpoch: 1,
  stopped: false,
};

export function tellEpoch(
  trainer: SafeTrainer,
  epoch: number,
  loss: number | null,
  best = true,
  isSaved = true,
): string {
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
  readonly hasModel?: boolean;
  readonly train: (trainer: SafeTrainer, kill: AbortSignal) => Promise<EngineArtefacts>;
  readonly checkpoints?: string;
  readonly store?: Partial<CheckpointStore>;
}

interface FakeTraining {
  readonly trainer: SafeTrainer;
  readonly warnings: string[];
  readonly epochs: EpochEvent[];
}

/** As the framework does before it tells of the checkpoint. */
export function saveBest(content: string): void {
  mkdirSync(join(work, 'run', 'weights'), { recursive: true });
  writeFileSync(join(work, 'run', 'weights', 'best.pt'), content);
}

const never = new AbortController().signal;
export const noStop: StopSchedule = {
  requested: never,
  hurry: never,
  endTraining: never,
  leaveCheckpoints: never,
  force: never,
  remainingMs: () => Number.POSITIVE_INFINITY,
  close: () => undefined,
};

export function createTrainer({
  stop,
  hasModel = true,
  train,
  checkpoints = join(work, 'checkpoints'),
  store,
}: Fake): FakeTraining {
  const warnings: string[] = [];
  const epochs: EpochEvent[] = [];
  const task = { engine: 'yolov5', datasetSha256: 'd', classNames: ['a'], options: resolveOptions(new Map()) };
  const trainer: SafeTrainer = createSafeTrainer({
    train: ({ kill }) => train(trainer, kill ?? never),
    runFolder: join(work, 'run'),
    outputData: join(work, 'output'),
    store: { ...createCheckpointStore(checkpoints, task), ...store },
    stop: { ...noStop, ...stop },
    hasModel,
    judgeStride: (stridePx) => (stridePx > 32 ? new Error(`a stride of ${stridePx}`) : undefined),
    epochs,
    warn: (message) => warnings.push(message),
  });
  return { trainer, warnings, epochs };
}

/** As the engine does when its `kill` is aborted. */
export const untilKilled = (kill: AbortSignal): Promise<never> =>
  new Promise<never>((_, reject) => kill.addEventListener('abort', () => reject(new EngineKilledError('killed'))));

export const broken = (): Promise<never> => Promise.reject(new EngineFailedError('train.py', 'broken'));
export const killed = (): Promise<never> => Promise.reject(new EngineKilledError('killed'));
export const stopping = { requested: AbortSignal.abort() };
