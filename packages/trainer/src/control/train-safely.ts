import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import { hashFile } from '../adapters/checkpoints/hash-file.js';
import type { CheckpointEnd } from '../checkpoints/checkpoint-state.js';
import type { EngineArtefacts, EngineTraining } from '../engine/engine.js';
import type { CheckpointEvent, EngineEvent, EpochEvent } from '../engine/engine-event.js';
import { EngineKilledError, StoppedTooEarlyError } from '../errors.js';
import { createLossWatch, hasFiniteLoss } from '../failures/create-loss-watch.js';
import { toFailureText } from '../metrics/to-failure-text.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { orGiveUp } from '../stop/or-give-up.js';
import { keepEpochWeights } from './keep-epoch-weights.js';

export interface SafeTraining {
  /** `engine.train`, with what this adds to it. */
  readonly train: (limits: Pick<EngineTraining, 'hurry' | 'kill'>) => Promise<EngineArtefacts>;
  readonly runFolder: string;
  /** Gets what `save-period` keeps. */
  readonly outputData: string;
  readonly store: CheckpointStore;
  readonly stop: StopSchedule;
  /** Whether the model is this host's: the first one's of several. */
  readonly hasModel: boolean;
  /** What stands in the way of a network of this stride, known before its first batch. */
  readonly judgeStride: (stridePx: number) => Error | undefined;
  /** The epochs so far, also those of the run that this one goes on from; grows. */
  readonly epochs: EpochEvent[];
  readonly warn: (message: string) => void;
}

export interface Trained extends EngineArtefacts {
  /** Whether best.pt is a whole training state still, with what only training needs. */
  readonly isWholeState: boolean;
}

export interface SafeTrainer {
  /** Takes every event of the engine. */
  onEvent(event: EngineEvent): void;
  /**
   * Trains, puts each epoch away, gives up on a network that can't be exported and on a loss that is no number, and falls back
   * on the last checkpoint when training fails within a stop, or has no more time; where that can't be read, on the work folder's
   * best.pt.
   */
  train(): Promise<Trained>;
}

export function createSafeTrainer(training: SafeTraining): SafeTrainer {
  const { store, stop, epochs, warn, runFolder, outputData, judgeStride } = training;
  const losses = createLossWatch();
  const hopeless = new AbortController();
  const giveUp = (failure: Error | undefined): void => void (failure && hopeless.abort(failure));
  const writes: Promise<void>[] = [];
  let savedEpoch = epochs.at(-1)?.epoch ?? -1;
  const keep = async (event: CheckpointEvent): Promise<void> => {
    const epoch = epochs.find((each) => each.epoch === event.epoch);
    // Nobody wants to go on from weights that are lost.
    if (epoch && !hasFiniteLoss(epoch)) await rm(event.file, { force: true });
    else await store.write(event, runFolder, epochs);
    await keepEpochWeights(event.epoch, runFolder, outputData);
  };
  const onEvent = (event: EngineEvent): void => {
    if (event.event === 'start') giveUp(judgeStride(event.stridePx));
    if (event.event === 'epoch') {
      epochs.push(event);
      giveUp(losses.add(event));
    }
    if (event.event !== 'checkpoint') return;
    savedEpoch = event.epoch;
    writes.push(
      keep(event).catch((error: unknown) =>
        warn(`WARNING: the checkpoint of epoch ${event.epoch + 1} couldn't be written: ${(error as Error).message}`),
      ),
    );
  };
  const attempt = async (): Promise<Trained> => {
    const kill = AbortSignal.any([stop.endTraining, hopeless.signal]);
    try {
      const artefacts = await training.train({ hurry: stop.hurry, kill });
      const failure = losses.end();
      if (failure) throw failure;
      return { ...artefacts, isWholeState: false };
    } catch (error) {
      throw hopeless.signal.aborted ? (hopeless.signal.reason as Error) : error;
    }
  };
  const train = async (): Promise<Trained> => {
    const [ended] = await Promise.allSettled([attempt()]);
    // A failure from before the stop is none within it, however long the checkpoints take.
    const isStopping = stop.requested.aborted;
    const isHung = await areLeft(writes, training);
    if (ended.status === 'fulfilled') return ended.value;
    if (isStopping && training.hasModel) return rescue(training, ended.reason, { isHung, savedEpoch });
    throw ended.reason as Error;
  };
  return { onEvent, train };
}

/** Waits for the store's work; within a stop no longer than the model can. */
async function unlessHung(
  { folder }: CheckpointStore,
  work: Promise<unknown>,
  { leaveCheckpoints }: Pick<StopSchedule, 'leaveCheckpoints'>,
): Promise<void> {
  const toError = (): Error => new Error(`${folder} doesn't answer, and the stop leaves no more time`);
  await orGiveUp(work, { timeIsOver: leaveCheckpoints, toError });
}

/** Waits for checkpoints; answers whether some had to be left. */
async function areLeft(writes: readonly Promise<void>[], { store, stop, warn }: SafeTraining): Promise<boolean> {
  try {
    await unlessHung(store, Promise.all(writes), stop);
    return false;
  } catch (error) {
    warn(
      `WARNING: not all checkpoints are written: ${(error as Error).message}. The model doesn't wait for them; a restart goes on from those that are.`,
    );
    return true;
  }
}

interface Left {
  /** The checkpoints' disk doesn't answer any more: what the work folder has comes first. */
  readonly isHung: boolean;
  /** The last epoch whose weights were written, counted from 0. */
  readonly savedEpoch: number;
}

/** What was trained before a stop is a model, whatever became of the epoch after it. @throws `cause` where nothing was kept */
async function rescue(training: SafeTraining, cause: unknown, { isHung, savedEpoch }: Left): Promise<Trained> {
  const { epochs, warn } = training;
  const isKilled = cause instanceof EngineKilledError;
  const unkept = findUnkept(training, savedEpoch);
  const kept = (isHung && unkept) || ((await findKept(training)) ?? unkept);
  if (!kept) throw isKilled ? new StoppedTooEarlyError(epochs.length > 0 ? notKept : notOneEpoch) : cause;
  const { from, trained } = kept;
  if (!isKilled)
    warn(
      `WARNING: training failed while the job was being stopped (${toFailureText(cause)}). The model is the best of ${from}.`,
    );
  return { ...trained, runFolder: training.runFolder, stopped: true };
}

interface Kept {
  readonly from: string;
  readonly trained: Trained;
}

/** The newest checkpoint, where its best.pt can be read and is whole. */
async function findKept({ store, stop, warn }: SafeTraining): Promise<Kept | undefined> {
  const newest = store.newest();
  if (!newest) return undefined;
  const { folder, state } = newest;
  const trained = toArtefacts(folder, state);
  try {
    await unlessHung(store, assertSame(trained.bestWeights, state.files['best.pt']), stop);
    return { from: `the checkpoint of epoch ${state.epoch + 1}`, trained };
  } catch (error) {
    warn(`WARNING: the checkpoint in ${folder} is not used: ${(error as Error).message}`);
    return undefined;
  }
}

async function assertSame(file: string, sha256: string | undefined): Promise<void> {
  const actual = await hashFile(file);
  if (actual !== sha256) throw new Error(`${file} has sha256 ${actual}, expected ${sha256}`);
}

/** What the work folder has of a training that is gone: best.pt is of the last epoch that was the best, unless that was being written. */
function findUnkept({ runFolder, epochs }: SafeTraining, savedEpoch: number): Kept | undefined {
  const best = epochs.findLast((each) => each.best);
  const bestWeights = join(runFolder, 'weights', 'best.pt');
  if (!best || best.epoch > savedEpoch || !hasFiniteLoss(best) || !existsSync(bestWeights)) return undefined;
  const trained = toArtefacts(runFolder, { epoch: savedEpoch, bestEpoch: best.epoch });
  return { from: `the work folder, of epoch ${best.epoch + 1}`, trained: { ...trained, bestWeights } };
}

const notOneEpoch =
  'The job was stopped before its first epoch was over, and training did not end in time, so there is no model. Start it again; it needs more time than that.';
const notKept =
  'The job was stopped, its last epoch did not end in time, and none before it could be kept as a checkpoint, so there is no model. ' +
  'The warnings in its log say why; mend that, and start it again.';

/** A training that is over isn't lost because its checkpoints can't say how it ended. */
export async function noteEnd(
  store: CheckpointStore,
  ended: CheckpointEnd,
  { stop, warn }: Pick<SafeTraining, 'stop' | 'warn'>,
): Promise<void> {
  await unlessHung(store, store.end(ended), stop).catch((error: unknown) => {
    const { message } = error as Error;
    warn(`WARNING: how the run ended couldn't be noted in ${store.folder}, so that a restart may train on: ${message}`);
  });
}

/** What a checkpoint has of a training's results. */
export function toArtefacts(
  checkpoint: string,
  { epoch, bestEpoch }: { readonly epoch: number; readonly bestEpoch: number },
): Trained {
  return {
    bestWeights: join(checkpoint, 'best.pt'),
    resultsCsv: join(checkpoint, 'results.csv'),
    optionsYaml: join(checkpoint, 'opt.yaml'),
    runFolder: join(checkpoint, 'run'),
    epochs: epoch + 1,
    bestEpoch,
    stopped: false,
    isWholeState: true,
  };
}
