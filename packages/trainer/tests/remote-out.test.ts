import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertWritable } from '../src/adapters/assert-writable.js';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import { assertNothingLost } from '../src/adapters/local/assert-nothing-lost.js';
import { assertResumable } from '../src/adapters/local/assert-resumable.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import type { RunNotUploadedError } from '../src/runner/run-errors.js';
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

/** Trains for a bucket that is no more when the training has ended; answers what the run says of that. */
async function trainInVain(mode: string): Promise<string> {
  const bucket = `${world.motoUrl}/gone`;
  await fetch(bucket, { method: 'PUT' });
  let removed: Promise<unknown> | undefined;
  const onProgress = (): void => void (removed ??= fetch(bucket, { method: 'DELETE' }));
  const request = { out: 's3://gone/runs', onProgress };
  return train('garden', mode, request).then(String, (error: unknown) => (error as Error).message);
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
    const { value } = await createStorage().list(`${out}/again.failed`)[Symbol.asyncIterator]().next();
    expect(value, 'what it went on from is not needed any more').toBeUndefined();
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

  it('keeps the model here where it can not be brought there, and says where it is', async () => {
    const said = await trainInVain('12');
    const [, folder = ''] =
      /could not be brought to s3:\/\/gone\/runs\/garden \(.*"gone" .*still in (\S+):/.exec(said) ?? [];
    expect(said).toContain(`\`aws s3 cp --recursive ${folder} s3://gone/runs/garden\``);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['model.tar.gz', 'checkpoints', 'output', 'train.log']));
    rmSync(dirname(folder), { recursive: true });
  });

  it("keeps a failed one's checkpoints here where they can not be brought there, and says how to go on", async () => {
    const said = await trainInVain('13');
    expect(said).toMatch(
      /^the loss is NaN; lower lr0\. What it left could not be brought to s3:\/\/gone\/runs\/garden\.failed/,
    );
    const [, folder = '', name = ''] = /go on from there with --out (\S+) --resume --name (\S+),/.exec(said) ?? [];
    await assertResumable({ out: folder, name });
    expect(existsSync(join(folder, `${name}.failed`, 'train.log'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('keeps a failed one in the place of an older one, not among its files', async () => {
    const older = `${out}/mixed.failed/checkpoints/slot-b/state.json`;
    await createStorage().writeBytes(older, '{}');
    await expect(train('mixed', '13')).rejects.toThrow(/NaN/);
    expect(await createStorage().stat(older)).toBeUndefined();
    expect(await createStorage().stat(`${out}/mixed.failed/checkpoints/slot-a/state.json`)).toBeDefined();
  });

  it('takes the place of none that is there, be it whole or failed', async () => {
    await train('whole', '12');
    await assertNothingLost(`${out}/fresh`);
    const ways = [
      () => assertNothingLost(`${out}/whole`),
      () => train('whole', '12'),
      () => assertResumable({ out, name: 'whole' }),
    ];
    for (const begin of ways) await expect(begin()).rejects.toThrow(`${out}/whole exists already. Pass another --name`);
    await expect(train('failed', '13')).rejects.toThrow(/NaN/);
    await expect(assertNothingLost(`${out}/failed`)).rejects.toThrow(
      /failed\.failed holds the checkpoints .*--resume --name failed/,
    );
  });

  it('keeps the model of one here whose name was taken there meanwhile', async () => {
    let taken: Promise<unknown> | undefined;
    const onProgress = (): void => void (taken ??= createStorage().writeBytes(`${out}/race/model.tar.gz`, 'theirs'));
    const error = (await train('race', '12', { onProgress }).catch((one: unknown) => one)) as RunNotUploadedError;
    expect(error).toMatchObject({
      message: expect.stringMatching(/exists already.* s3:\/\/photos\/runs\/race-2`/) as string,
    });
    expect(Buffer.from(await createStorage().readBytes(`${out}/race/model.tar.gz`)).toString()).toBe('theirs');
    rmSync(dirname(error.folder), { recursive: true });
  });
});

describe(assertWritable, () => {
  it('knows a bucket, and says of one that is not there how to make it', async () => {
    await assertWritable(out);
    await expect(assertWritable('s3://nowhere/runs')).rejects.toThrow(
      /^Nothing can be written to s3:\/\/nowhere\/runs: there is no bucket nowhere; make it \(aws s3 mb s3:\/\/nowhere\)/,
    );
  });
});
