import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRunRecord } from '../src/adapters/evaluation/index.js';
import {
  attachJob,
  createTuningJob,
  followTuning,
  openSageMaker,
  type SageMakerAccess,
} from '../src/adapters/sagemaker/index.js';
import { toSearchSpace } from '../src/tune/search-space.js';
import { at, type AwsWorld, described, logPages, startAwsWorld } from './aws-world.js';
import { validSpec } from './job-fixtures.js';
import { StubbedError } from './start-aws-stub.js';

let world: AwsWorld;
let access: SageMakerAccess;

beforeAll(async () => {
  world = await startAwsWorld();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  await world.begin();
  access = await openSageMaker();
});
afterEach(() => world.end());

const followOptions = { pollMs: 5, note: () => undefined };

describe(attachJob, () => {
  it('says that there is no such job', async () => {
    await expect(attachJob(access, 'nobody', { ...followOptions, out: 'runs' })).rejects.toThrow(
      /SageMaker has no such training job in us-east-1/,
    );
  });

  it('stops telling when its signal aborts; nothing is asked of the job', async () => {
    world.stub.operations = { DescribeTrainingJob: () => described('InProgress', 'Training'), ...logPages(['x']) };
    const stop = new AbortController();
    const attached = await attachJob(access, 'garden-1', { ...followOptions, out: world.folder });
    await expect(
      attached.follow({ onProgress: () => undefined, onLog: () => stop.abort() }, stop.signal),
    ).rejects.toThrow(/abort/i);
    expect(world.stub.calls.some(({ operation }) => operation === 'StopTrainingJob')).toBe(false);
  });

  it('reads the logs of all hosts, page by page, each line with its host', async () => {
    world.stub.operations = {
      ...logPages(['from one']),
      DescribeTrainingJob: () => described('Failed', 'Failed'),
      DescribeLogStreams: ({ nextToken }) =>
        nextToken
          ? { logStreams: [{ logStreamName: 'garden-1/algo-2-1' }] }
          : { logStreams: [{ logStreamName: 'garden-1/algo-1-1' }], nextToken: 'more' },
    };
    const lines: string[] = [];
    const attached = await attachJob(access, 'garden-1', { ...followOptions, out: world.folder });
    await expect(
      attached.follow({ onProgress: () => undefined, onLog: (text) => void lines.push(text) }),
    ).rejects.toThrow(/SageMaker gives no reason/);
    expect(lines).toEqual(['algo-1: from one', 'algo-2: from one']);
  });

  it('waits while the log does not exist yet', async () => {
    world.stub.operations = {
      DescribeTrainingJob: (_, call) =>
        call < 3 ? described('InProgress', 'Starting') : described('Failed', 'Failed', { FailureReason: 'no machine' }),
      DescribeLogStreams: () =>
        new StubbedError('ResourceNotFoundException', 'The specified log group does not exist.'),
    };
    const attached = await attachJob(access, 'garden-1', { ...followOptions, out: world.folder });
    await expect(attached.follow({ onProgress: () => undefined, onLog: () => undefined })).rejects.toThrow(
      /failed: no machine$/,
    );
  });

  it.each(['this machine', 'S3'])(
    'says where the weights are of a job whose stop left no time for the export, and how they become a model, with the model on %s',
    async (place) => {
      const uri = 's3://photos/up/runs/garden-1/output/model.tar.gz';
      world.stub.operations = { DescribeTrainingJob: () => described('Stopped', 'Stopped'), ...logPages([]) };
      await world.putModel(uri, { 'best.pt': 'weights', 'results.csv': 'epoch' });
      const out = place === 'S3' ? 's3://photos/up/runs' : join(world.folder, 'runs');
      const attached = await attachJob(access, 'garden-1', { ...followOptions, out });
      await expect(attached.follow({ onProgress: () => undefined, onLog: () => undefined })).rejects.toThrow(
        `its best weights are in ${uri}; make a model of them: detectory-launch import ${uri} --out models/garden-1`,
      );
    },
  );

  it('leaves the model of a stopped job on S3 where it is one', async () => {
    const uri = 's3://photos/up/runs/garden-1/output/model.tar.gz';
    world.stub.operations = { DescribeTrainingJob: () => described('Stopped', 'Stopped'), ...logPages([]) };
    await world.putModel(uri);
    const attached = await attachJob(access, 'garden-1', { ...followOptions, out: 's3://photos/up/runs' });
    expect((await attached.follow({ onProgress: () => undefined, onLog: () => undefined })).model).toBe(uri);
  });

  it('knows the folder of a job that was fetched before, and takes no other run for it', async () => {
    world.stub.operations = { DescribeTrainingJob: () => described('Completed', 'Completed'), ...logPages([]) };
    await world.putModel('s3://photos/up/runs/garden-1/output/model.tar.gz');
    const watch = async (out: string) => {
      const attached = await attachJob(access, 'garden-1', { ...followOptions, out: join(world.folder, out) });
      return attached.follow({ onProgress: () => undefined, onLog: () => undefined });
    };
    expect(await watch('runs')).toEqual(await watch('runs'));
    await mkdir(join(world.folder, 'other', 'garden-1'), { recursive: true });
    await expect(watch('other')).rejects.toThrow(
      /garden-1 is there already and isn't the folder of the job garden-1, whose model is s3:.*model\.tar\.gz\. Move/,
    );
    await writeFile(join(world.folder, 'runs', 'garden-1', 'sagemaker-job.json'), '{"job": "gard');
    await expect(watch('runs')).rejects.toThrow(
      /sagemaker-job\.json is damaged \(.*JSON.*\): expected the JSON object .* Move its folder away, and `detectory-launch watch`/,
    );
  });

  it('leaves its run.json in an archive on S3, where it can be read', async () => {
    const place = 's3://photos/up/runs/garden-1/output';
    world.stub.operations = { DescribeTrainingJob: () => described('Completed', 'Completed'), ...logPages([]) };
    await world.putModel(`${place}/output.tar.gz`, { 'run.json': '{"name":"garden-1"}' });
    const attached = await attachJob(access, 'garden-1', { ...followOptions, out: 's3://photos/up/runs' });
    const { output } = await attached.follow({ onProgress: () => undefined, onLog: () => undefined });
    expect([output, await readRunRecord(output)]).toEqual([`${place}/output.tar.gz`, { name: 'garden-1' }]);
  });

  it.each(['Completed', 'Stopped'])(
    'keeps nothing of an archive that is no model, of a job that is %s',
    async (status) => {
      world.stub.operations = { DescribeTrainingJob: () => described(status, status), ...logPages([]) };
      await createStorage().writeBytes('s3://photos/up/runs/garden-1/output/model.tar.gz', 'no archive');
      const attached = await attachJob(access, 'garden-1', { ...followOptions, out: join(world.folder, 'runs') });
      await expect(attached.follow({ onProgress: () => undefined, onLog: () => undefined })).rejects.toThrow(
        /can't be extracted/,
      );
      expect(await readdir(join(world.folder, 'runs'))).toEqual([]);
    },
  );
});

describe(createTuningJob, () => {
  const tuning = {
    name: 'garden-search',
    strategy: 'Bayesian',
    trials: 4,
    parallel: 2,
    seed: 0,
    epochs: 30,
    space: toSearchSpace('finetune', 640),
    job: validSpec,
  } as const;
  const state = (status: string, completed: number, best?: object): object => ({
    HyperParameterTuningJobName: 'garden-search',
    HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/garden-search',
    HyperParameterTuningJobConfig: {
      Strategy: 'Bayesian',
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
    },
    HyperParameterTuningJobStatus: status,
    CreationTime: at(0),
    TrainingJobStatusCounters: {
      Completed: completed,
      InProgress: 4 - completed,
      RetryableError: 0,
      NonRetryableError: 0,
      Stopped: 0,
    },
    ObjectiveStatusCounters: { Succeeded: completed, Pending: 0, Failed: 0 },
    ...best,
  });
  const best = {
    BestTrainingJob: {
      TrainingJobName: 'garden-search-003',
      TrainingJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:training-job/garden-search-003',
      CreationTime: at(1),
      TrainingJobStatus: 'Completed',
      TunedHyperParameters: { lr0: '0.004' },
      FinalHyperParameterTuningJobObjectiveMetric: { MetricName: 'val:mAP50_95', Value: 0.61 },
    },
  };

  it('starts a search and follows it to its best trial', async () => {
    const states = [state('InProgress', 0), state('InProgress', 2, best), state('Completed', 4, best)];
    world.stub.operations = {
      CreateHyperParameterTuningJob: () => ({
        HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/garden-search',
      }),
      DescribeHyperParameterTuningJob: (_, call) => states[Math.min(call, 2)]!,
    };
    await createTuningJob(access, tuning);
    const seen: number[] = [];
    const ended = await followTuning(
      access,
      'garden-search',
      ({ trials }) => void seen.push(trials.completed),
      followOptions,
    );
    expect(seen).toEqual([0, 2, 4]);
    expect(ended.best).toEqual({
      job: 'garden-search-003',
      score: expect.closeTo(0.61) as number,
      hyperparameters: { lr0: '0.004' },
    });
  });

  it('fails when no trial gave a model', async () => {
    world.stub.operations = {
      DescribeHyperParameterTuningJob: () => ({ ...state('Failed', 0), FailureReason: 'All training jobs failed' }),
    };
    await expect(followTuning(access, 'garden-search', () => undefined, followOptions)).rejects.toThrow(
      /All training jobs failed/,
    );
  });

  it('sends nothing that SageMaker would refuse', async () => {
    await expect(createTuningJob(access, { ...tuning, name: 'x'.repeat(33) })).rejects.toThrow(/1 to 32/);
    expect(world.stub.calls).toEqual([]);
  });
});
