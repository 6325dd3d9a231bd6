import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkpointFiles } from '../../checkpoints/checkpoint-state.js';
import { chooseStart } from '../../checkpoints/choose-start.js';
import { resolveOptions } from '../../options/resolve-options.js';
import { createCheckpointStore } from './create-checkpoint-store.js';
import { readCheckpoints } from './read-checkpoints.js';

vi.mock('node:fs/promises', { spy: true });

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-checkpoints-'));
  mkdirSync(join(work, 'run'));
  mkdirSync(join(work, 'outbox'));
  writeFileSync(join(work, 'run', 'opt.yaml'), 'epochs: 9\n');
});
afterEach(() => rmSync(work, { recursive: true }));

const task = { engine: 'yolov5', datasetSha256: 'd', classNames: ['a'], options: resolveOptions(new Map()) };
const folder = () => join(work, 'checkpoints');
const losses = { box_loss: 1, obj_loss: 1, cls_loss: 1 };
const epochOf = (epoch: number) => ({
  event: 'epoch' as const,
  epoch,
  train: losses,
  val: { ...losses, precision: 0, recall: 0, mAP50: 0, mAP50_95: 0 },
  best: true,
  seconds: 1,
});

/** As YOLOv5 leaves them: a state in the outbox, results of one epoch more than the state has. */
function leave(epoch: number, best: boolean) {
  const file = join(work, 'outbox', `${epoch}.pt`);
  writeFileSync(file, `state ${epoch}`);
  const rows = Array.from({ length: epoch + 2 }, (_, row) => `${row}, 0.5\n`);
  writeFileSync(join(work, 'run', 'results.csv'), `epoch, loss\n${rows.join('')}`);
  return { event: 'checkpoint' as const, epoch, file, best, fitness: best ? (epoch + 1) / 10 : 0 };
}

async function writeEpochs(store: ReturnType<typeof createCheckpointStore>, bests: readonly boolean[], first = 0) {
  const epochs = bests.map((_, index) => epochOf(first + index));
  for (const [index, best] of bests.entries()) await store.write(leave(first + index, best), join(work, 'run'), epochs);
}

/** Leaves an epoch that can't be kept, because options are missing that a checkpoint has. */
async function loseEpoch(store: ReturnType<typeof createCheckpointStore>, epoch: number): Promise<void> {
  const options = join(work, 'run', 'opt.yaml');
  renameSync(options, `${options}.away`);
  await expect(writeEpochs(store, [true], epoch)).rejects.toThrow(/ENOENT.*opt\.yaml/);
  renameSync(`${options}.away`, options);
}

const epochsThere = async () => (await readCheckpoints(folder())).map(({ state }) => state?.epoch);

describe(createCheckpointStore, () => {
  it('Checkpoints: keeps the last two epochs, each whole: state, best, results and epochs up to it', async () => {
    await writeEpochs(createCheckpointStore(folder(), task), [true, true, false]);
    expect(await epochsThere()).toEqual([2, 1]);
    const newest = join(folder(), 'slot-a');
    expect(readFileSync(join(newest, 'last.pt'), 'utf8')).toBe('state 2');
    expect(readFileSync(join(newest, 'best.pt'), 'utf8')).toBe('state 1');
    expect(readFileSync(join(newest, 'results.csv'), 'utf8')).toBe('epoch, loss\n0, 0.5\n1, 0.5\n2, 0.5\n');
    expect(readFileSync(join(newest, 'epochs.jsonl'), 'utf8').trim().split('\n')).toHaveLength(3);
    expect(readdirSync(folder()).sort()).toEqual(['slot-a', 'slot-b']);
    expect(readdirSync(join(work, 'outbox'))).toEqual([]);
  });

  it('Checkpoints: has all of it on the disk before it has its name, for a power cut leaves other files empty', async () => {
    const opened = vi.mocked(open);
    opened.mockClear();
    await writeEpochs(createCheckpointStore(folder(), task), [true]);
    const synced = opened.mock.calls.map(([file]) => basename(String(file)));
    expect(synced).toEqual([...checkpointFiles, 'state.json.partial']);
  });

  it('needs no room for a best epoch that is the last one', async () => {
    await writeEpochs(createCheckpointStore(folder(), task), [true]);
    const [last, best] = ['last.pt', 'best.pt'].map((name) => statSync(join(folder(), 'slot-a', name)).ino);
    expect(best).toBe(last);
  });

  it('Checkpoints: has one whole still where a file of the other is damaged in its place', async () => {
    await writeEpochs(createCheckpointStore(folder(), task), [true, false]);
    writeFileSync(join(folder(), 'slot-b', 'best.pt'), 'damaged');
    expect(await epochsThere()).toEqual([0, undefined]);
  });

  it('Checkpoints: never copies a damaged best over the slot that is whole, until an epoch is better', async () => {
    const store = createCheckpointStore(folder(), task);
    await writeEpochs(store, [true, false]);
    writeFileSync(join(folder(), 'slot-b', 'best.pt'), 'damaged');
    await expect(writeEpochs(store, [false], 2)).rejects.toThrow(
      /slot-b\/best\.pt is damaged: it has sha256 \w+, expected/,
    );
    expect(await epochsThere()).toEqual([0, undefined]);
    await writeEpochs(store, [true], 3);
    await writeEpochs(store, [false], 4);
    expect(await epochsThere()).toEqual([3, 4]);
  });

  it('Checkpoints: goes over the older one when it goes on, never over the one that it goes on from', async () => {
    await writeEpochs(createCheckpointStore(folder(), task), [true, false]);
    const [, from] = await readCheckpoints(folder());
    if (!from?.state) throw new Error('the second checkpoint is missing');
    const store = createCheckpointStore(folder(), task, { folder: from.folder, state: from.state });
    await writeEpochs(store, [false], 2);
    expect(await epochsThere()).toEqual([2, 1]);
    expect(readFileSync(join(folder(), 'slot-a', 'best.pt'), 'utf8')).toBe('state 0');
  });

  it('Checkpoints: leaves those before as they were where one can not be written to its end, and nothing of that one', async () => {
    const store = createCheckpointStore(folder(), task);
    await writeEpochs(store, [true, false]);
    await loseEpoch(store, 2);
    expect(await epochsThere()).toEqual([0, 1]);
    expect(readdirSync(folder()).sort()).toEqual(['slot-a', 'slot-b']);
    expect(readdirSync(join(work, 'outbox'))).toEqual([]);
  });

  it('takes no room for an epoch where there is no folder to keep it in', async () => {
    writeFileSync(folder(), '');
    await expect(writeEpochs(createCheckpointStore(folder(), task), [true])).rejects.toThrow(/ENOTDIR/);
    expect(readdirSync(join(work, 'outbox'))).toEqual([]);
  });

  it('Checkpoints: says which epoch best.pt is where a better one could not be kept', async () => {
    const store = createCheckpointStore(folder(), task);
    await writeEpochs(store, [true, true]);
    await loseEpoch(store, 2);
    await writeEpochs(store, [false], 3);
    expect(store.newest()?.state).toMatchObject({ epoch: 3, bestEpoch: 1, bestFitness: 0.2 });
    expect(readFileSync(join(store.newest()?.folder ?? '', 'best.pt'), 'utf8')).toBe('state 1');
    expect(await epochsThere()).toEqual([3, 1]);
  });

  it('Checkpoints: takes an epoch for the best that only the lost one was better than', async () => {
    const store = createCheckpointStore(folder(), task);
    await loseEpoch(store, 0);
    const keep = (epoch: number, fitness: number) =>
      store.write({ ...leave(epoch, false), fitness }, join(work, 'run'), [epochOf(epoch)]);
    await keep(1, 0.05);
    expect(store.newest()?.state).toMatchObject({ bestEpoch: 1, bestFitness: 0.05 });
    await keep(2, 0.07);
    expect(store.newest()?.state).toMatchObject({ bestEpoch: 2, bestFitness: 0.07 });
    await keep(3, 0.06);
    expect(store.newest()?.state).toMatchObject({ epoch: 3, bestEpoch: 2, bestFitness: 0.07 });
    expect(readFileSync(join(store.newest()?.folder ?? '', 'best.pt'), 'utf8')).toBe('state 2');
    expect(await epochsThere()).toEqual([3, 2]);
  });

  it('takes away what an earlier run left when it starts afresh, once it has something better', async () => {
    await writeEpochs(createCheckpointStore(folder(), task), [true, true, true, true]);
    await writeEpochs(createCheckpointStore(folder(), task), [true]);
    expect(await epochsThere()).toEqual([0]);
  });

  it('Spot: keeps the name of its job, by which a restart knows its own checkpoints though resume is false', async () => {
    await writeEpochs(createCheckpointStore(folder(), { ...task, job: 'garden-1' }), [true, true]);
    const found = await readCheckpoints(folder());
    const restart = (job: string) => chooseStart({ ...task, place: folder(), found, resume: false, job });
    expect(restart('garden-1')).toMatchObject({ kind: 'resume', state: { epoch: 1 } });
    expect(restart('garden-2')).toMatchObject({ kind: 'fresh' });
  });

  it('notes how the run ended', async () => {
    const store = createCheckpointStore(folder(), task);
    await store.end({ how: 'failed', reason: 'before anything was written' });
    expect(existsSync(folder())).toBe(false);
    await writeEpochs(store, [true]);
    await store.end({ how: 'stopped' });
    expect((await readCheckpoints(folder()))[0]?.state?.ended).toEqual({ how: 'stopped' });
  });
});

describe(readCheckpoints, () => {
  beforeEach(() => writeEpochs(createCheckpointStore(folder(), task), [true, true]));

  it.each([
    ['last.pt', 'cut', /last\.pt has sha256 .*expected/],
    ['best.pt', undefined, /best\.pt: ENOENT/],
    ['state.json', '{"formatVersion": 1, "epo', /no state of this version/],
  ])('Checkpoints: finds out that %s is damaged', async (name, content, damage) => {
    const file = join(folder(), 'slot-b', name);
    rmSync(file);
    if (content !== undefined) writeFileSync(file, content);
    const [, found] = await readCheckpoints(folder());
    expect(found?.state).toBeUndefined();
    expect(found?.damage).toMatch(damage);
    expect(await epochsThere()).toEqual([0, undefined]);
  });

  it('finds nothing where nothing was finished', async () => {
    rmSync(join(folder(), 'slot-a'), { recursive: true });
    rmSync(join(folder(), 'slot-b'), { recursive: true });
    mkdirSync(join(folder(), '.incoming'));
    expect(await readCheckpoints(folder())).toEqual([]);
  });
});
