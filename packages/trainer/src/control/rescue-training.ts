import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile } from '../adapters/checkpoints/hash-file.js';
import { EngineKilledError, StoppedTooEarlyError } from '../errors.js';
import { hasFiniteLoss } from '../failures/create-loss-watch.js';
import { toFailureText } from '../metrics/to-failure-text.js';
import { toArtefacts, type Trained } from './trained.js';
import type { SafeTraining } from './train-safely.js';
import { unlessHung } from './unless-hung.js';

export interface LeftTraining extends Pick<SafeTraining, 'store' | 'stop' | 'runFolder' | 'epochs' | 'warn'> {
  /** The checkpoints' disk doesn't answer any more: what the work folder has comes first. */
  readonly isHung: boolean;
  /** The last epoch whose weights were written, counted from 0. */
  readonly savedEpoch: number;
}

/** What was trained before a stop is a model, whatever became of the epoch after it. @throws `cause` where nothing was kept */
export async function rescue(training: LeftTraining, cause: unknown): Promise<Trained> {
  const { epochs, warn, isHung } = training;
  const isKilled = cause instanceof EngineKilledError;
  const unkept = findUnkept(training);
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
async function findKept({ store, stop, warn }: LeftTraining): Promise<Kept | undefined> {
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
function findUnkept({ runFolder, epochs, savedEpoch }: LeftTraining): Kept | undefined {
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
