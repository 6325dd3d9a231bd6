import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import { assertResumable } from '../src/adapters/local/assert-resumable.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import type { RunRequest } from '../src/runner/run-request.js';
import { type AwsWorld, startAwsWorld, toRequest } from './aws-world.js';
import { standInProgram } from './sample-run.js';

let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.begin());
afterEach(() => world.end());

const out = 's3://photos/runs';

/** Trains by the stand-in for the control program, which ends as `mode` says. */
function train(name: string, mode: string, changed: Partial<RunRequest> = {}) {
  const program = join(world.folder, 'program.mjs');
  writeFileSync(program, standInProgram);
  const hyperparameters = { weights: 'none', cfg: 'yolov5n', epochs: '2', 'overfit-patience': mode };
  return createProcessRunner({ program }).run(toRequest(world.folder, { out, name, hyperparameters, ...changed }));
}

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('detectory-run-'));

describe('a run on this machine with --out on S3', () => {
  it('brings the model of a good one there, and leaves nothing here', async () => {
    const before = left();
    expect(await train('good', '12')).toEqual({ model: `${out}/good/model.tar.gz`, output: `${out}/good/output` });
    expect(await createStorage().stat(`${out}/good/model.tar.gz`)).toBeDefined();
    expect(left()).toEqual(before);
  });

  it('keeps the weights of one whose stop left no time for the export, and says how they become a model', async () => {
    const weights = `${out}/stopped.failed/model/best.pt`;
    await expect(train('stopped', '15')).rejects.toThrow(
      new RegExp(`best weights are in ${weights}\\. .*detectory-launch import ${weights} --out models$`),
    );
    expect(Buffer.from(await createStorage().readBytes(weights)).toString()).toBe('weights');
  });

  it("keeps a failed one's log and checkpoints", async () => {
    await expect(train('bad', '13')).rejects.toThrow('the loss is NaN; lower lr0');
    for (const name of ['train.log', 'failure', 'checkpoints/last.txt'])
      expect(await createStorage().stat(`${out}/bad.failed/${name}`), name).toBeDefined();
  });

  it('goes on with --resume from what a failed one kept there', async () => {
    await expect(train('again', '13')).rejects.toThrow(/NaN/);
    await assertResumable({ out, name: 'again' });
    const lines: string[] = [];
    await train('again', '12', { resume: true, onLog: (line) => void lines.push(line) });
    expect(lines).toContain('beginning at epoch 1');
  });

  it('names what it goes on from, and what a failed one keeps, as it is on S3', async () => {
    const kept = `${out}/named.failed/checkpoints`;
    await expect(train('named', '13')).rejects.toThrow(/NaN/);
    const told: ProgressEvent[] = [];
    const onProgress = (event: ProgressEvent): void => void told.push(event);
    await expect(train('named', '16', { resume: true, onProgress })).rejects.toThrow(kept);
    expect(told).toContainEqual(expect.objectContaining({ event: 'resumed', from: `${kept}/slot-a/last.pt` }));
    const account = Buffer.from(await createStorage().readBytes(`${out}/named.failed/failure`)).toString();
    expect(account).toMatch(new RegExp(`^CheckpointMismatchError: .*, and ${kept}$`));
  });

  it('says with --resume that there is nothing to go on from, and leaves nothing here', async () => {
    const before = left();
    await expect(assertResumable({ out, name: 'nobody' })).rejects.toThrow(/no checkpoints to go on from at s3:/);
    await expect(train('nobody', '12', { resume: true })).rejects.toThrow(
      `There are no checkpoints to go on from at ${out}/nobody.failed/checkpoints`,
    );
    expect(left()).toEqual(before);
  });
});
