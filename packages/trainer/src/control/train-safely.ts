import { rm } from 'node:fs/promises';
import type { CheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import type { CheckpointEnd } from '../checkpoints/checkpoint-state.js';
import type { EngineArtefacts, EngineTraining } from '../engine/engine.js';
import type { CheckpointEvent, EngineEvent, EpochEvent } from '../engine/engine-event.js';
import { createLossWatch, hasFiniteLoss } from '../failures/create-loss-watch.js';
import type { StopSchedule } from '../stop/create-stop-schedule.js';
import { keepEpochWeights } from './keep-epoch-weights.js';
import { rescue } from './rescue-training.js';
import type { Trained } from './trained.js';
import { unlessHung } from './unless-hung.js';

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
    if (isStopping && training.hasModel) return rescue({ ...training, isHung, savedEpoch }, ended.reason);
    throw ended.reason as Error;
  };
  return { onEvent, train };
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
