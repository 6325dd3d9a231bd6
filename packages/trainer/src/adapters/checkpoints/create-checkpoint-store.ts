import { constants, copyFile, cp, link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type CheckpointEnd,
  type CheckpointFile,
  checkpointFiles,
  type CheckpointState,
  checkpointVersion,
} from '../../checkpoints/checkpoint-state.js';
import { trimResults } from '../../checkpoints/trim-results.js';
import type { CheckpointEvent, EpochEvent } from '../../engine/engine-event.js';
import { moveFile } from '../move-file.js';
import { hashFile } from './hash-file.js';
import { slots } from './read-checkpoints.js';

/** What stays the same in all checkpoints of a run. */
export type CheckpointTask = Pick<CheckpointState, 'engine' | 'datasetSha256' | 'classNames' | 'options' | 'job'>;

interface WrittenCheckpoint {
  readonly folder: string;
  readonly state: CheckpointState;
}

export interface CheckpointStore {
  readonly folder: string;
  /** Puts an epoch's state away, in turn; the file is gone then, kept or not. @param runFolder has results.csv and opt.yaml */
  write(event: CheckpointEvent, runFolder: string, epochs: readonly EpochEvent[]): Promise<void>;
  /** Notes how the run ended in its newest checkpoint, once all are written. */
  end(how: CheckpointEnd): Promise<void>;
  /** The newest that is written, if any. */
  newest(): WrittenCheckpoint | undefined;
}

/** @param from the checkpoint that this run goes on from; another slot is written first */
export function createCheckpointStore(folder: string, task: CheckpointTask, from?: WrittenCheckpoint): CheckpointStore {
  let newest = from;
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const incoming = join(folder, '.incoming');
  const put = async (event: CheckpointEvent, runFolder: string, epochs: readonly EpochEvent[]): Promise<void> => {
    const slot = join(folder, newest?.folder === join(folder, slots[0]) ? slots[1] : slots[0]);
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true });
    const best = isBest(event, newest?.state) ? undefined : newest;
    await gather(incoming, event, runFolder, epochs, best?.folder);
    const state = await describe(incoming, event, task, best);
    await rm(slot, { recursive: true, force: true });
    await rename(incoming, slot);
    // What an earlier run left, and this one doesn't go on from, must not look like the newest.
    if (newest && dirname(newest.folder) !== folder) newest = undefined;
    if (!newest) await rm(join(folder, slots[1]), { recursive: true, force: true });
    newest = { folder: slot, state };
  };
  return {
    folder,
    newest: () => newest,
    write: (event, runFolder, epochs) =>
      inTurn(async () => {
        try {
          await put(event, runFolder, epochs);
        } catch (error) {
          // A whole state of each epoch that can't be kept would soon fill the disk that training needs.
          await Promise.all([event.file, incoming].map(drop));
          throw error;
        }
      }),
    end: (ended) =>
      inTurn(async () => {
        if (!newest || dirname(newest.folder) !== folder) return;
        newest = { ...newest, state: { ...newest.state, ended } };
        await writeState(newest.folder, newest.state);
      }),
  };
}

/** What the engine holds for its best may not have been kept: best.pt is the best of those that were. */
function isBest({ best, fitness }: CheckpointEvent, kept: CheckpointState | undefined): boolean {
  return best || !kept || (fitness !== null && fitness > kept.bestFitness);
}

/** @param best the checkpoint that has the best epoch, where it isn't this one */
async function gather(
  incoming: string,
  { file, epoch }: CheckpointEvent,
  runFolder: string,
  epochs: readonly EpochEvent[],
  best: string | undefined,
): Promise<void> {
  const [last, kept] = [join(incoming, 'last.pt'), join(incoming, 'best.pt')];
  await moveFile(file, last);
  // A slot stands or falls as a whole, so that two of its names may stand for the same bytes; what damages one slot must leave
  // the other one as it is.
  if (best === undefined) await link(last, kept).catch(() => copyFile(last, kept));
  else await copyFile(join(best, 'best.pt'), kept, constants.COPYFILE_FICLONE);
  const csv = await readFile(join(runFolder, 'results.csv'), 'utf8');
  await writeFile(join(incoming, 'results.csv'), trimResults(csv, epoch));
  await cp(join(runFolder, 'opt.yaml'), join(incoming, 'opt.yaml'));
  const lines = epochs.filter((each) => each.epoch <= epoch).map((each) => `${JSON.stringify(each)}\n`);
  await writeFile(join(incoming, 'epochs.jsonl'), lines.join(''));
}

async function describe(
  folder: string,
  event: CheckpointEvent,
  task: CheckpointTask,
  best: WrittenCheckpoint | undefined,
): Promise<CheckpointState> {
  const last = await hashFile(join(folder, 'last.pt'));
  const known: Partial<Record<CheckpointFile, string>> = {
    'last.pt': last,
    'best.pt': best ? await hashCopy(join(folder, 'best.pt'), best) : last,
  };
  const hashed = checkpointFiles.map(async (name): Promise<[CheckpointFile, string]> => [
    name,
    known[name] ?? (await hashFile(join(folder, name))),
  ]);
  const state: CheckpointState = {
    formatVersion: checkpointVersion,
    ...task,
    epoch: event.epoch,
    bestEpoch: best?.state.bestEpoch ?? event.epoch,
    bestFitness: best?.state.bestFitness ?? event.fitness ?? 0,
    files: Object.fromEntries(await Promise.all(hashed)),
  };
  for (const name of checkpointFiles) await sync(join(folder, name));
  await writeState(folder, state);
  return state;
}

/** A slot may have been damaged since it was written: its best must not go into the other one under a good hash. */
async function hashCopy(copy: string, { folder, state }: WrittenCheckpoint): Promise<string> {
  const sha256 = await hashFile(copy);
  const expected = state.files['best.pt'];
  if (sha256 === expected) return sha256;
  throw new Error(
    `${join(folder, 'best.pt')} is damaged: it has sha256 ${sha256}, expected ${expected}. Check its disk; the next epoch that is better replaces it`,
  );
}

async function writeState(folder: string, state: CheckpointState): Promise<void> {
  const partial = join(folder, 'state.json.partial');
  await writeFile(partial, `${JSON.stringify(state, undefined, 2)}\n`);
  await sync(partial);
  await rename(partial, join(folder, 'state.json'));
}

/** A name that outlives a power cut must not outlive its bytes. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Best effort: why it couldn't be kept is what a person must know. */
async function drop(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
