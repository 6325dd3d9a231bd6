import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCheckpointStore } from '../adapters/checkpoints/create-checkpoint-store.js';
import { CheckpointMismatchError } from '../errors.js';
import { resolveOptions } from '../options/resolve-options.js';
import { type MlFolder, makeMlFolder, sampleDataset } from '../testing/ml-folder.js';
import { sampleEpoch } from '../testing/sample-run.js';
import { validateJob } from './validate-job.js';

let ml: MlFolder;
afterEach(() => {
  vi.unstubAllEnvs();
  ml.remove();
});

async function validate(): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  await validateJob({ paths: ml.paths, log: (line) => lines.push(line), signal });
  return lines;
}

/** A checkpoint in the job's own folder, of a training on other photos. */
async function leaveCheckpoint(job?: string): Promise<void> {
  const { checkpoints } = ml.paths;
  const run = join(ml.workFolder, 'run');
  for (const folder of [checkpoints, run]) mkdirSync(folder, { recursive: true });
  const file = join(ml.workFolder, '0.pt');
  for (const path of [file, join(run, 'opt.yaml'), join(run, 'results.csv')]) writeFileSync(path, 'epoch\n');
  const options = resolveOptions(new Map());
  const task = { engine: 'yolov5', datasetSha256: 'other', classNames: ['drill', 'hammer'], options, job };
  const checkpoint = { event: 'checkpoint', epoch: 0, file, best: true, fitness: 0.5 } as const;
  await createCheckpointStore(checkpoints, task).write(checkpoint, run, [sampleEpoch(0)]);
}

describe(validateJob, () => {
  it('says what there is to train on, and leaves nothing behind', async () => {
    ml = makeMlFolder(sampleDataset('data/training/'));
    const lines = await validate();
    expect(lines).toContain('[detectory] train: 8 photos, 8 boxes, 0 backgrounds, 0 dropped.');
    expect(lines.at(-1)).toMatch(/training can be trained on: 8 photos, and 2 for validation\.$/);
  });

  it.each<readonly [string, Record<string, string>, RegExp]>([
    ["an option of another engine's", { obj: '0.5' }, /obj is YOLOv5's alone/],
    ['more hosts than the engine trains on', {}, /ultralytics trains on one GPU of one host; this job has 2 hosts/],
  ])('finds %s', async (_, options, message) => {
    ml = makeMlFolder({
      ...sampleDataset('data/training/'),
      'config/hyperparameters.json': JSON.stringify({ engine: 'ultralytics', ...options }),
      'config/resourceconfig.json': JSON.stringify({ current_host: 'algo-1', hosts: ['algo-1', 'algo-2'] }),
    });
    await expect(validate()).rejects.toThrow(message);
  });

  it('finds checkpoints of another training, as training would', async () => {
    ml = makeMlFolder(sampleDataset('data/training/'));
    await leaveCheckpoint();
    await expect(validate()).rejects.toThrow(CheckpointMismatchError);
    rmSync(ml.paths.checkpoints, { recursive: true });
    await expect(validate()).resolves.toBeDefined();
  });

  it("looks at no other job's checkpoints where resume is false, and at its own all the same", async () => {
    const hyperparameters = { 'config/hyperparameters.json': JSON.stringify({ resume: 'false' }) };
    ml = makeMlFolder({ ...sampleDataset('data/training/'), ...hyperparameters });
    await leaveCheckpoint('garden-1');
    vi.stubEnv('TRAINING_JOB_NAME', 'garden-2');
    expect((await validate()).join('\n')).toMatch(/Checkpoints in .* are ignored: resume is false/);
    vi.stubEnv('TRAINING_JOB_NAME', 'garden-1');
    await expect(validate()).rejects.toThrow(CheckpointMismatchError);
  });
});
