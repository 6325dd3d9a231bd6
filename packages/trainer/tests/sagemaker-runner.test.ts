import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  attachJob,
  createSageMakerRunner,
  openSageMaker,
  type SageMakerAccess,
  type SageMakerSettings,
} from '../src/adapters/sagemaker/index.js';
import type { Runner, RunRequest } from '../src/runner/run-request.js';
import {
  answerSageMaker,
  at,
  type AwsWorld,
  created,
  described,
  line,
  logPages,
  startAwsWorld,
  type Told,
  toRequest,
  toSettings,
} from './aws-world.js';
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
const runner = (changed: Partial<SageMakerSettings['job']> = {}): Runner =>
  createSageMakerRunner(access, toSettings(changed), followOptions);
const request = (changed: Partial<RunRequest> = {}): RunRequest & Told => toRequest(world.folder, changed);
/** As SageMaker brings them there while a job runs. */
const leaveCheckpoint = (job: string): Promise<void> =>
  createStorage().writeBytes(`s3://photos/up/runs/${job}/checkpoints/slot-a/state.json`, '{}');
/** A job that is complete, whatever its name. */
const describeAsked = ({ TrainingJobName }: Readonly<Record<string, unknown>>): object =>
  described('Completed', 'Completed', { TrainingJobName });

describe(createSageMakerRunner, () => {
  it('uploads what lies here, sends the job, and brings its model here, against moto', async () => {
    answerSageMaker(world.motoUrl);
    access = await openSageMaker();
    const asked = request({ name: 'moto-1' });
    const started = await runner().start(asked);
    const state = (await attachJob(access, 'moto-1', { ...followOptions, out: 's3://photos/x' })).hyperparameters;
    expect(state).toMatchObject({ epochs: '3', weights: 'yolov5n.pt' });
    await world.putModel('s3://photos/up/runs/moto-1/output/model.tar.gz');
    const { model } = await started.follow(asked);
    expect(model).toBe(join(world.folder, 'runs', 'moto-1', 'model.tar.gz'));
    expect(await readdir(join(world.folder, 'runs'))).toEqual(['moto-1']);
  });

  it('tells every state once it began, every epoch and every line, until the job is complete', async () => {
    const states = [
      described('InProgress', 'Starting'),
      described('InProgress', 'Downloading'),
      described('InProgress', 'Training'),
      described('InProgress', 'Uploading'),
      described('Completed', 'Completed', {
        TrainingTimeInSeconds: 100,
        BillableTimeInSeconds: 40,
        EnableManagedSpotTraining: true,
        TrainingEndTime: at(120),
      }),
    ];
    world.stub.operations = {
      ...created,
      ...logPages(['hello', line(0)], [line(1)], [], [line(2)]),
      DescribeTrainingJob: (_, call) => states[Math.min(call, states.length - 1)]!,
    };
    await world.putModel('s3://photos/up/runs/garden-1/output/model.tar.gz');
    const asked = request();
    const { model } = await runner().run(asked);
    expect(existsSync(model)).toBe(true);
    expect(asked.states.map(({ secondaryStatus }) => secondaryStatus)).toEqual([
      'Starting',
      'Downloading',
      'Training',
      'Uploading',
      'Completed',
    ]);
    expect(asked.epochs).toEqual([0, 1, 2]);
    expect(asked.lines[0]).toBe('hello');
    expect(asked.states.at(-1)).toMatchObject({ billableSeconds: 40, trainingSeconds: 100, isSpot: true });
  });

  it('gives each content a place of its own on S3, and uploads nothing that is there', async () => {
    world.stub.operations = { ...created };
    await runner().start(request());
    const sent = world.stub.calls.find(({ operation }) => operation === 'CreateTrainingJob')!.input as {
      InputDataConfig: { ChannelName: string; InputMode: string; DataSource: { S3DataSource: { S3Uri: string } } }[];
      CheckpointConfig: { S3Uri: string };
    };
    const [training, weights] = sent.InputDataConfig;
    expect(training).toMatchObject({ ChannelName: 'training', InputMode: 'FastFile' });
    expect(training!.DataSource.S3DataSource.S3Uri).toMatch(/^s3:\/\/photos\/up\/datasets\/dataset-[0-9a-f]{12}\/$/);
    expect(weights).toMatchObject({ ChannelName: 'weights', InputMode: 'File' });
    expect(sent.CheckpointConfig.S3Uri).toBe('s3://photos/up/runs/garden-1/checkpoints/');
    const uploaded = training!.DataSource.S3DataSource.S3Uri;
    expect(Buffer.from(await createStorage().readBytes(`${uploaded}images/train/train0.jpg`)).toString()).toBe(
      'photo train 0',
    );
    const photo = `${world.motoUrl}/photos/${uploaded.slice('s3://photos/'.length)}images/train/train0.jpg`;
    const signed = ['--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', 'testing:testing'];
    const readWhen = (): string | undefined =>
      /last-modified: (.*)/i.exec(execFileSync('curl', ['-sI', ...signed, photo], { encoding: 'utf8' }))?.[1];
    const before = readWhen();
    expect(before).toMatch(/GMT/);
    await new Promise((done) => setTimeout(done, 1100));
    await runner().start(request({ name: 'garden-2' }));
    expect(readWhen()).toBe(before);
  });

  it("fails with the job's reason and the last lines of its log", async () => {
    world.stub.operations = {
      ...created,
      ...logPages(['Traceback …', 'CUDA out of memory']),
      DescribeTrainingJob: () =>
        described('Failed', 'Failed', { FailureReason: 'AlgorithmError: OutOfMemoryError: lower --batch' }),
    };
    await expect(runner().run(request())).rejects.toThrow(
      /The job garden-1 failed: AlgorithmError: OutOfMemoryError: lower --batch\nThe last lines of its log:\n {2}Traceback …\n {2}CUDA out of memory/,
    );
  });

  it('keeps the model of a job that was stopped, and asks SageMaker to stop it', async () => {
    world.stub.operations = {
      ...created,
      StopTrainingJob: () => ({}),
      DescribeTrainingJob: () =>
        world.stub.calls.some(({ operation }) => operation === 'StopTrainingJob')
          ? described('Stopped', 'Stopped')
          : described('InProgress', 'Training'),
      ...logPages([line(0)]),
    };
    await world.putModel('s3://photos/up/runs/garden-1/output/model.tar.gz');
    const stop = new AbortController();
    const running = runner().run(request({ signal: stop.signal, onProgress: () => stop.abort() }));
    expect(existsSync((await running).model)).toBe(true);
  });

  it('asks again when AWS is busy', async () => {
    const busy = new StubbedError('ThrottlingException', 'Rate exceeded');
    world.stub.operations = {
      CreateTrainingJob: (_, call) => (call < 2 ? busy : created.CreateTrainingJob()),
    };
    await expect(runner().start(request())).resolves.toMatchObject({ name: 'garden-1' });
    expect(world.stub.calls.filter(({ operation }) => operation === 'CreateTrainingJob')).toHaveLength(3);
  });

  it.each([
    [
      'a quota of zero',
      new StubbedError(
        'ResourceLimitExceeded',
        "The account-level service limit 'ml.g4dn.xlarge for training job usage' is 0 Instances, with current utilization of 0 Instances and a request delta of 1 Instances.",
      ),
      /quota "ml\.g4dn\.xlarge for training job usage" is 0\. Ask for more.*Service Quotas/,
    ],
    [
      'a role that does not exist',
      new StubbedError(
        'ValidationException',
        "Could not assume role arn:aws:iam::123456789012:role/Nobody. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.",
      ),
      /can't use the role arn:aws:iam::123456789012:role\/Nobody.*trust policy/,
    ],
    [
      'a right that is missing',
      new StubbedError('AccessDeniedException', 'User: x is not authorized to perform: iam:PassRole on resource: y'),
      /needs iam:PassRole on the role that --role names/,
    ],
    ['a name that is taken', new StubbedError('ResourceInUse', 'Job name must be unique'), /Pass another --name/],
    [
      'an empty channel',
      new StubbedError('ValidationException', 'No S3 objects found under S3 URL "s3://x"'),
      /A channel holds nothing/,
    ],
    [
      'anything else',
      new StubbedError('ValidationException', 'The moon is full'),
      /SageMaker refused it while creating the job: The moon is full/,
    ],
  ])('explains %s', async (_, error, text) => {
    world.stub.operations = { CreateTrainingJob: () => error };
    await expect(runner().start(request())).rejects.toThrow(text);
  });

  it('finds a bucket that does not exist before anything is sent', async () => {
    await expect(runner().start(request({ out: 's3://nobodys-bucket/runs' }))).rejects.toThrow(
      /bucket nobodys-bucket does not exist\. Make it \(aws s3 mb/,
    );
    expect(world.stub.calls).toEqual([]);
  });

  it('finds a bucket for TensorBoard events that does not exist before anything is sent', async () => {
    const started = runner({ tensorboardUri: 's3://nobodys-events/garden' }).start(request());
    await expect(started).rejects.toThrow(/bucket nobodys-events does not exist/);
    expect(world.stub.calls).toEqual([]);
  });

  it.each([
    ['weights', { hyperparameters: { weights: 's3://photos/nowhere/yolov5n.pt' } }, 's3://photos/nowhere/yolov5n.pt'],
    ['checkpoint', { channels: { checkpoint: 's3://photos/nowhere' } }, 's3://photos/nowhere/'],
  ])('finds that there is nothing for the channel %s before anything is sent', async (name, changed, uri) => {
    await expect(runner().start(request(changed))).rejects.toThrow(
      `There is nothing at ${uri}, which the job would get as its channel ${name}.`,
    );
    expect(world.stub.calls).toEqual([]);
  });

  it('finds a bucket of another region before anything is sent', async () => {
    const body =
      '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
    await fetch(`${world.motoUrl}/far-away`, {
      method: 'PUT',
      body,
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/eu-west-1/s3/aws4_request' },
    });
    await expect(runner().start(request({ out: 's3://far-away/runs' }))).rejects.toThrow(
      /far-away lies in eu-west-1, the job runs in us-east-1/,
    );
  });

  it('finds all faults of a job at once, and sends nothing', async () => {
    const asked = request({ name: 'garden_1', hyperparameters: { weights: 'none', 'batch-size': '9' } });
    const started = runner({ instanceType: 'ml.g5.12xlarge', spot: { maxWaitSeconds: 1 } }).start(asked);
    await expect(started).rejects.toThrow(/Pass --name garden-1[^]*Raise --max-wait[^]*Pass --batch 8/);
    expect(world.stub.calls).toEqual([]);
  });

  it('finds that a prefix holds no dataset', async () => {
    await expect(runner().start(request({ data: 's3://photos/nothing' }))).rejects.toThrow(
      /no data\.yaml below s3:\/\/photos\/nothing/,
    );
  });

  it('refuses a name that a folder has already, before anything is sent', async () => {
    await mkdir(join(world.folder, 'runs', 'garden-1'), { recursive: true });
    await expect(runner().start(request())).rejects.toThrow(/runs.garden-1 exists already\. Pass another --name/);
    expect(world.stub.calls).toEqual([]);
  });

  it('brings the model of a job that goes on into a folder of its own, beside that of the job before', async () => {
    await mkdir(join(world.folder, 'runs', 'garden-1'), { recursive: true });
    await world.putModel('s3://photos/up/runs/garden-1/output/model.tar.gz');
    await leaveCheckpoint('garden-1');
    const asked = request({ resume: true });
    world.stub.operations = { ...created, ...logPages([]), DescribeTrainingJob: describeAsked };
    const { model } = await runner().run(asked);
    expect(model).toMatch(/runs.garden-1-r\w+.model\.tar\.gz$/);
    expect(existsSync(model)).toBe(true);
    expect(await readdir(join(world.folder, 'runs', 'garden-1'))).toEqual([]);
  });

  it('gives a job that goes on the checkpoints of the one before, and a name of its own', async () => {
    world.stub.operations = { ...created };
    await leaveCheckpoint('garden-1');
    const { name } = await runner().start(request({ resume: true }));
    expect(name).toMatch(/^garden-1-r\w+$/);
    expect(world.stub.calls[0]!.input).toMatchObject({
      CheckpointConfig: { S3Uri: 's3://photos/up/runs/garden-1/checkpoints/' },
    });
  });

  it('finds the checkpoints to go on from in a folder that is named without its last slash', async () => {
    world.stub.operations = { ...created };
    await createStorage().writeBytes('s3://photos/kept/slot-a/state.json', '{}');
    await runner({ checkpointUri: 's3://photos/kept' }).start(request({ resume: true }));
    expect(world.stub.calls[0]!.input).toMatchObject({ CheckpointConfig: { S3Uri: 's3://photos/kept/' } });
  });

  it('sends no job that is to go on where there are no checkpoints', async () => {
    await expect(runner().start(request({ resume: true, name: 'gardn-1' }))).rejects.toThrow(
      /no checkpoints to go on from at s3:\/\/photos\/up\/runs\/gardn-1\/checkpoints\/\. Pass the --name .*Nothing was sent/,
    );
    expect(world.stub.calls).toEqual([]);
  });
});
