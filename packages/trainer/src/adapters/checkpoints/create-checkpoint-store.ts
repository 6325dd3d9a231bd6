import { copyFile, cp, link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
export type CheckpointTask = Pick<CheckpointState, 'engine' | 'datasetSha256' | 'classNames' | 'options'>;

export interface CheckpointStore {
  readonly folder: string;
  /** Puts an epoch's state away, in turn; the file is moved. @param runFolder has results.csv and opt.yaml */
  write(event: CheckpointEvent, runFolder: string, epochs: readonly EpochEvent[]): Promise<void>;
  /** Notes how the run ended in its newest checkpoint, once all are written. */
  end(how: CheckpointEnd): Promise<void>;
  /** The newest that is written, if any. */
  newest(): { readonly folder: string; readonly state: CheckpointState } | undefined;
}

/** @param from the checkpoint that this run goes on from; another slot is written first */
export function createCheckpointStore(
  folder: string,
  task: CheckpointTask,
  from?: { readonly folder: string; readonly state: CheckpointState },
): CheckpointStore {
  let newest = from;
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    folder,
    newest: () => newest,
    write: (event, runFolder, epochs) =>
      inTurn(async () => {
        const slot = join(folder, newest?.folder === join(folder, slots[0]) ? slots[1] : slots[0]);
        const incoming = join(folder, '.incoming');
        await rm(incoming, { recursive: true, force: true });
        await mkdir(incoming, { recursive: true });
        await gather(incoming, event, runFolder, epochs, newest?.folder);
        const state = await describe(incoming, event, task, newest?.state.files['best.pt']);
        await rm(slot, { recursive: true, force: true });
        await rename(incoming, slot);
        // What an earlier run left, and this one doesn't go on from, must not look like the newest.
        if (newest && dirname(newest.folder) !== folder) newest = undefined;
        if (!newest) await rm(join(folder, slots[1]), { recursive: true, force: true });
        newest = { folder: slot, state };
      }),
    end: (ended) =>
      inTurn(async () => {
        if (!newest || dirname(newest.folder) !== folder) return;
        newest = { ...newest, state: { ...newest.state, ended } };
        await writeState(newest.folder, newest.state);
      }),
  };
}

async function gather(
  incoming: string,
  { file, epoch, best }: CheckpointEvent,
  runFolder: string,
  epochs: readonly EpochEvent[],
  before: string | undefined,
): Promise<void> {
  const last = join(incoming, 'last.pt');
  await moveFile(file, last);
  // Weights are never written in place, so that two names may stand for the same bytes.
  await linkOrCopy(best || !before ? last : join(before, 'best.pt'), join(incoming, 'best.pt'));
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
  bestBefore: string | undefined,
): Promise<CheckpointState> {
  const last = await hashFile(join(folder, 'last.pt'));
  const known: Partial<Record<CheckpointFile, string>> = {
    'last.pt': last,
    'best.pt': event.best ? last : (bestBefore ?? last),
  };
  const hashed = checkpointFiles.map(async (name): Promise<[CheckpointFile, string]> => [
    name,
    known[name] ?? (await hashFile(join(folder, name))),
  ]);
  const state: CheckpointState = {
    formatVersion: checkpointVersion,
    ...task,
    epoch: event.epoch,
    bestEpoch: event.bestEpoch,
    bestFitness: event.bestFitness ?? 0,
    files: Object.fromEntries(await Promise.all(hashed)),
  };
  await sync(join(folder, 'last.pt'));
  await writeState(folder, state);
  return state;
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

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
