import { mkdirSync, writeFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import {
  type MlFolder,
  makeMlFolder,
  sampleDataset,
  samplePhotos,
  type Tree,
  writeTree,
} from '../testing/ml-folder.js';
import { sampleEpoch } from '../testing/sample-run.js';
import { type FoundStart, findStart, type StartRequest } from './find-start.js';
import { prepareInput } from './prepare-input.js';

vi.mock('node:fs/promises', { spy: true });

let ml: MlFolder;
afterEach(() => ml.remove());

/** A job's input as it holds when it is started with these options. */
async function prepare(options: Record<string, string | number>): Promise<StartRequest> {
  writeTree(join(ml.paths.root, 'input'), { 'config/hyperparameters.json': JSON.stringify(options) });
  mkdirSync(ml.paths.checkpoints, { recursive: true });
  const quiet = () => undefined;
  return { ...ml, engine: 'yolov5', ...(await prepareInput({ ...ml, note: quiet, warn: quiet })) };
}

const find = async (options: Record<string, string | number>): Promise<FoundStart> => findStart(await prepare(options));

/** Leaves the checkpoint of an epoch, as a job of that input does. */
async function leaveCheckpoint(folder: string, request: StartRequest, epoch: number): Promise<void> {
  const { datasetSha256 } = await findStart(request);
  const run = join(ml.workFolder, 'run');
  mkdirSync(run, { recursive: true });
  const file = join(ml.workFolder, `${epoch}.pt`);
  for (const path of [file, join(run, 'opt.yaml'), join(run, 'results.csv')]) writeFileSync(path, 'epoch\n');
  const { engine, options, dataset } = request;
  const store = createCheckpointStore(folder, { engine, datasetSha256, classNames: dataset.classNames, options });
  await store.write({ event: 'checkpoint', epoch, file, best: true, fitness: 0.5 }, run, [sampleEpoch(epoch)]);
}

describe(findStart, () => {
  it('refuses another seed only where it chooses other validation photos', async () => {
    ml = makeMlFolder(sampleDataset('data/training/', { val: 0 }));
    await leaveCheckpoint(ml.paths.checkpoints, await prepare({ seed: 3 }), 0);
    expect((await find({ seed: 3 })).start.kind).toBe('resume');
    await expect(find({ seed: 5 })).rejects.toThrow(/are of seed 3: seed 5 chooses others.*Pass seed 3/);
    ml.remove();
    ml = makeMlFolder(sampleDataset('data/training/'));
    await leaveCheckpoint(ml.paths.checkpoints, await prepare({ seed: 3 }), 0);
    expect((await find({ seed: 5 })).start.kind).toBe('resume');
  });

  it('tells photos for training from the same photos for validation', async () => {
    const lists = (train: string, val: string): Tree => ({
      'data/training/data.yaml': 'train: train.txt\nval: val.txt\nnames: [drill, hammer]\n',
      'data/training/train.txt': `./images/train/0.png\n./images/train/${train}.png\n`,
      'data/training/val.txt': `./images/train/${val}.png\n`,
    });
    ml = makeMlFolder({ ...samplePhotos('data/training/'), ...lists('1', '2') });
    await leaveCheckpoint(ml.paths.checkpoints, await prepare({}), 0);
    writeTree(join(ml.paths.root, 'input'), lists('2', '1'));
    await expect(find({})).rejects.toThrow(/another dataset/);
  });

  it('goes on from checkpoints in a folder that it may not write to, and says that it keeps none there', async () => {
    ml = makeMlFolder(sampleDataset('data/training/'));
    const request = await prepare({});
    await leaveCheckpoint(ml.paths.checkpoints, request, 4);
    vi.mocked(access).mockRejectedValueOnce(Object.assign(new Error('denied'), { code: 'EACCES' }));
    const { start, folder } = await findStart(request);
    expect(start).toMatchObject({ kind: 'resume', folder: join(ml.paths.checkpoints, 'slot-a') });
    expect(start.notes.at(-1)).toMatch(/^WARNING: .*checkpoints can't be written \(EACCES\).*Let the user/);
    expect(folder).toBe(join(ml.workFolder, 'checkpoints'));
  });

  it('starts a continued run anew at the run that it continues, where resume is false', async () => {
    ml = makeMlFolder(sampleDataset('data/training/'));
    const earlier = join(ml.workFolder, 'earlier');
    await leaveCheckpoint(join(earlier, 'checkpoints'), await prepare({}), 4);
    await leaveCheckpoint(ml.paths.checkpoints, await prepare({}), 7);
    const options = { 'continue-from': earlier, epochs: 20 };
    expect((await find(options)).start).toMatchObject({ kind: 'resume', state: { epoch: 7 } });
    const { start } = await find({ ...options, resume: 'false' });
    expect(start).toMatchObject({ kind: 'resume', folder: join(earlier, 'checkpoints', 'slot-a') });
  });
});
