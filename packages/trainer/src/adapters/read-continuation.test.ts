import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCheckpoint, sampleOptions } from '../testing/sample-checkpoint.js';
import { readContinuation } from './read-continuation.js';

let run: string;
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'detectory-continue-'));
});
afterEach(() => rm(run, { recursive: true }));

async function write(name: string, content: object | string): Promise<void> {
  await mkdir(dirname(join(run, name)), { recursive: true });
  await writeFile(join(run, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const stateOf = (epoch: number, options: Record<string, string | number>): object =>
  sampleCheckpoint(epoch, { options: sampleOptions(options) });

describe(readContinuation, () => {
  it('answers nothing where there is nothing to go on from', async () => {
    expect(await readContinuation(run)).toBeUndefined();
    await write('checkpoints/slot-a/state.json', 'cut o');
    expect(await readContinuation(run)).toBeUndefined();
  });

  it('answers what the run was asked for, without where it began', async () => {
    await write('checkpoints/slot-a/state.json', stateOf(1, {}));
    await write('run-request.json', {
      data: '',
      hyperparameters: { optimizer: 'Adam', 'continue-from': 'checkpoint' },
    });
    expect(await readContinuation(run)).toEqual({
      checkpoints: join(run, 'checkpoints'),
      hyperparameters: { optimizer: 'Adam' },
    });
  });

  it("reads a job's hyperparameters as its client wrote them, and finds its checkpoints on S3", async () => {
    await write('sagemaker-job.json', { job: 'garden-1', checkpoints: 's3://bucket/garden-1/checkpoints/' });
    const hyperparameters = { batch_size: '8', optimizer: '"Adam"', rect: 'true', sagemaker_region: '"us-east-1"' };
    await write('run-request.json', { data: '', hyperparameters });
    expect(await readContinuation(run)).toEqual({
      checkpoints: 's3://bucket/garden-1/checkpoints/',
      hyperparameters: { 'batch-size': '8', optimizer: 'Adam', rect: 'True' },
    });
  });

  it.each([
    ['run-request.json', '{"data', /run-request\.json is damaged \(.*Remove it: without it the run's checkpoints/],
    ['sagemaker-job.json', '[]', /sagemaker-job\.json is damaged \(it is JSON of another kind\).*Move its folder/],
  ])('says that %s is damaged', async (name, content, text) => {
    await write(name, content);
    await expect(readContinuation(run)).rejects.toThrow(text);
  });

  it('hands on what JSON found in a damaged file', async () => {
    await write('run-request.json', '{"data');
    await expect(readContinuation(run)).rejects.toMatchObject({ cause: expect.any(SyntaxError) as SyntaxError });
  });

  it('takes the hyperparameters that the run left for the file that they came from', async () => {
    await write('checkpoints/slot-a/state.json', stateOf(1, {}));
    await write('output/hyp.yaml', 'lr0: 0.1');
    await write('run-request.json', { data: '', hyperparameters: { hyp: '/gone/mine.yaml' } });
    expect((await readContinuation(run))?.hyperparameters).toEqual({ hyp: join(run, 'output', 'hyp.yaml') });
  });

  it('goes by the newest checkpoint where no request was kept, without what was its machine alone', async () => {
    await write('checkpoints/slot-a/state.json', stateOf(1, { imgsz: 64 }));
    await write('checkpoints/slot-b/state.json', {
      ...stateOf(2, { imgsz: 320, freeze: '0,1', weights: 'none', workers: 3, optimizer: 'Adam' }),
    });
    const found = (await readContinuation(run))?.hyperparameters ?? {};
    expect(found).toMatchObject({ imgsz: '320', freeze: '0,1', optimizer: 'Adam', preset: 'scratch' });
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['weights', 'workers', 'hyp']));
    expect(sampleOptions(found)).toMatchObject({ imgsz: 320, freeze: [0, 1] });
  });
});
