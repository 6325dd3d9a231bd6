import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
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
   * on the last checkpoint when training fails within a stop, or has no more time.
   */
  train(): Promise<Trained>;
}

export function createSafeTrainer(training: SafeTraining): SafeTrainer {
  const { store, stop, epochs, warn, runFolder, outputData, judgeStride } = training;
  const losses = createLossWatch();
  const hopeless = new AbortController();
  const giveUp = (failure: Error | undefined): void => void (failure && hopeless.abort(failure));
  const writes: Promise<void>[] = [];
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
    if (event.event === 'checkpoint')
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
    await unlessHung(store, Promise.all(writes), stop).catch((error: unknown) =>
      warn(
        `WARNING: not all checkpoints are written: ${(error as Error).message}. The model doesn't wait for them; a restart goes on from those that are.`,
      ),
    );
    if (ended.status === 'fulfilled') return ended.value;
    if (stop.requested.aborted) return rescue(training, ended.reason);
    throw ended.reason as Error;
  };
  return { onEvent, train };
}

/** A disk that answers at all notes an end within it, also where the time was over before. */
const graceMs = 1_000;

/** Waits for the store's work; within a stop no longer than the model can. */
async function unlessHung(
  { folder }: CheckpointStore,
  work: Promise<unknown>,
  { leaveCheckpoints }: Pick<StopSchedule, 'leaveCheckpoints'>,
): Promise<void> {
  const toError = (): Error => new Error(`${folder} doesn't answer, and the stop leaves no more time`);
  await orGiveUp(work, { timeIsOver: leaveCheckpoints, toError, graceMs });
}

/** What was trained before a stop is a model, whatever became of the epoch after it. @throws `cause` where nothing was kept */
function rescue({ store, runFolder, epochs, warn }: SafeTraining, cause: unknown): Trained {
  const newest = store.newest();
  const isKilled = cause instanceof EngineKilledError;
  if (!newest) throw isKilled ? new StoppedTooEarlyError(epochs.length > 0 ? notKept : notBegun) : cause;
  if (!isKilled)
    warn(
      `WARNING: training failed while the job was being stopped (${toFailureText(cause)}). The model is the best of the checkpoint of epoch ${newest.state.epoch + 1}.`,
    );
  return { ...toArtefacts(newest.folder, newest.state), runFolder, stopped: true };
}

const notBegun =
  'The job was stopped before training had begun, so there is no model. Start it again; it needs more time than that.';
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
