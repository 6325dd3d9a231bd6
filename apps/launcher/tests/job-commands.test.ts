import { formatMetricLine } from '@detectory/trainer';
import { describe, expect, it } from 'vitest';
import { type Answers, AwsError, useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
/** Seconds since 1970, as AWS's JSON gives times. */
const at = (second: number): number => 1_790_000_000 + second;
const out = ['--out', 's3://bucket/runs', '--poll', '0s'];

const described = (status: string, secondary: string, more: object = {}): object => ({
  TrainingJobName: 'garden-1',
  TrainingJobStatus: status,
  SecondaryStatus: secondary,
  SecondaryStatusTransitions: [{ Status: secondary, StartTime: at(0), StatusMessage: 'as it is' }],
  CreationTime: at(0),
  ResourceConfig: { InstanceType: 'ml.g4dn.xlarge', InstanceCount: 2, VolumeSizeInGB: 30 },
  HyperParameters: { epochs: '5', weights: 'none' },
  ModelArtifacts: { S3ModelArtifacts: 's3://bucket/runs/garden-1/output/model.tar.gz' },
  ...more,
});

const completed = described('Completed', 'Completed', {
  TrainingTimeInSeconds: 1000,
  BillableTimeInSeconds: 450,
  EnableManagedSpotTraining: true,
  TrainingEndTime: at(1200),
});

/** The n-th of five epochs in which both losses fall. */
function epochLine(epoch: number): string {
  const losses = { box_loss: 0.2 / (epoch + 1), obj_loss: 0.1, cls_loss: 0.1 };
  const val = { ...losses, precision: 0.5, recall: 0.5, mAP50: 0.4, mAP50_95: 0.1 * epoch };
  return formatMetricLine({ event: 'epoch', epoch, train: losses, val, best: true, seconds: 1 });
}

/** The whole log at once. */
const logged = (...lines: string[]): Answers => ({
  'Logs_20140328.DescribeLogStreams': () => ({ logStreams: [{ logStreamName: 'garden-1/algo-1-1' }] }),
  'Logs_20140328.GetLogEvents': (call) => ({
    events: call === 0 ? lines.map((message, i) => ({ message, timestamp: at(i) * 1000 })) : [],
    nextForwardToken: 'f/0',
  }),
});

const role = 'arn:aws:iam::123456789012:role/Trainer';
const garden = { ChannelName: 'training', DataSource: { S3DataSource: { S3Uri: 's3://bucket/garden/' } } };

const asks = (operation: string): number => world.asked.filter((one) => one === `SageMaker.${operation}`).length;

describe('detectory-launch watch of a job', () => {
  it('tells its states, epochs and verdicts until it is complete, then its curves, time and cost', async () => {
    const states = [described('InProgress', 'Training'), completed];
    world.answers = {
      'SageMaker.DescribeTrainingJob': (call) => states[call < 2 ? 0 : 1]!,
      ...logged(...[0, 1, 2, 3, 4].map(epochLine)),
    };
    expect(await launch('watch', 'garden-1', ...out, '--price-per-hour', '1')).toBe(0);
    expect(world.said()).toMatch(/Training: as it is\n/);
    expect(world.said()).toMatch(/Epoch 1\/5, losses: box 0\.200[^]*Epoch 5\/5/);
    expect(world.said().match(/Verdict: [a-z-]+/g)).toEqual(['Verdict: under-fitting', 'Verdict: improving']);
    expect(world.printed()).toMatch(/model +s3:\/\/bucket\/runs\/garden-1\/output\/model\.tar\.gz/);
    expect(world.said()).toMatch(/training loss .* 0\.400 to 0\.2\d\d[^]*mAP50-95 .* 0\.000 to 0\.400/);
    expect(world.printed()).toMatch(/garden-1, Completed, on 2 × ml\.g4dn\.xlarge/);
    expect(world.printed()).toMatch(/elapsed +20 min 00 s\n.*billable +450 s\n.*spot +55%\n.*about \$0\.25/);
  });

  it.each([
    ['has none', {}, 50],
    ['has None', { epochs: 'None' }, 50],
    ['has JSON', { epochs: '"3"' }, 3],
    ['has no number', { epochs: 'many' }, 50],
  ])('counts the epochs of a job whose client %s of them', async (_, hyperparameters, epochs) => {
    const given = described('Completed', 'Completed', { HyperParameters: { weights: 'none', ...hyperparameters } });
    world.answers = { 'SageMaker.DescribeTrainingJob': () => given, ...logged(epochLine(0)) };
    expect(await launch('watch', 'garden-1', ...out)).toBe(0);
    expect(world.said()).toContain(`Epoch 1/${epochs}, `);
  });

  it('tells of a job that stays on S3 what run.json says, and how to train on from its checkpoints', async () => {
    const left = { S3ModelArtifacts: 's3://bucket/runs/garden-1/output/model' };
    const kept = { CheckpointConfig: { S3Uri: 's3://bucket/runs/garden-1/checkpoints/' } };
    const own = { OutputDataConfig: { S3OutputPath: 's3://bucket/runs' }, RoleArn: role, InputDataConfig: [garden] };
    world.answers = {
      'SageMaker.DescribeTrainingJob': () =>
        described('Completed', 'Completed', { ModelArtifacts: left, ...kept, ...own }),
      ...logged(),
      GET: () => ({
        options: { epochs: 5 },
        epochs: [],
        stop: { reason: 'finished', epoch: 5 },
        watch: { verdict: 'improving', reason: 'The loss still falls.' },
      }),
    };
    expect(await launch('watch', 'garden-1', ...out)).toBe(0);
    expect(world.printed()).toContain(
      'Verdict: improving. The loss still falls.\n\nTo go on: detectory-launch train ' +
        '--continue s3://bucket/runs/garden-1/checkpoints/ --data s3://bucket/garden/ --epochs 15 --out s3://bucket/runs ' +
        `--on sagemaker --role ${role} --instance-type ml.g4dn.xlarge --instance-count 2\n`,
    );
  });

  it('tells the same to machines', async () => {
    world.answers = { 'SageMaker.DescribeTrainingJob': () => completed, ...logged() };
    expect(await launch('watch', 'garden-1', ...out, '--price-per-hour', '1', '--json')).toBe(0);
    expect(JSON.parse(world.printed())).toMatchObject({
      durationMs: 1_200_000,
      job: { name: 'garden-1', status: 'Completed', trainingSeconds: 1000, billableSeconds: 450, cost: 0.25 },
    });
  });

  it('ends with 130 at Ctrl-C, says how to come back, and leaves the job alone', async () => {
    world.answers = {
      'SageMaker.DescribeTrainingJob': (call) => {
        if (call === 2) process.emit('SIGINT');
        return described('InProgress', 'Training');
      },
      ...logged(epochLine(0), epochLine(1)),
    };
    const before = process.listenerCount('SIGINT');
    expect(await launch('watch', 'garden-1', ...out)).toBe(130);
    expect(world.said()).toMatch(
      /training loss [^]*garden-1 goes on\. Come back with `detectory-launch watch garden-1`/,
    );
    expect(world.said()).toMatch(/InProgress, on 2 [^]*elapsed +[^]*cost +at most \$[\d.]+ so far\n[^]*goes on/);
    expect(asks('StopTrainingJob')).toBe(0);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('says that the job goes on, and how to come back, where AWS refuses what it took before', async () => {
    const expired = new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    world.answers = {
      'SageMaker.DescribeTrainingJob': (call) => (call < 2 ? described('InProgress', 'Training') : expired),
      ...logged(epochLine(0)),
    };
    expect(await launch('watch', 'garden-1', ...out, '--json')).toBe(1);
    expect(JSON.parse(world.printed())).toMatchObject({
      error: {
        code: 'TRAINER_AWS_CREDENTIALS',
        message: expect.stringMatching(
          /aws sso login\)\. The job goes on without this terminal; come back with `detectory-launch watch garden-1`\.$/,
        ) as string,
      },
      job: { status: 'InProgress', billableSeconds: null },
    });
  });

  it('says where to fetch a model from that could not be fetched', async () => {
    world.answers = { 'SageMaker.DescribeTrainingJob': () => completed, ...logged() };
    expect(await launch('watch', 'garden-1', '--poll', '0s')).toBe(1);
    expect(world.said()).toMatch(/What the job left stays on S3; fetch it with `detectory-launch watch garden-1`\.\n/);
  });

  describe('of a job that failed', () => {
    const failed = {
      ...completed,
      TrainingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: OutOfMemoryError',
    };
    const price = ['--price-per-hour', '1'];

    it('tells what it took and cost, and why it failed', async () => {
      world.answers = { 'SageMaker.DescribeTrainingJob': () => failed, ...logged() };
      expect(await launch('watch', 'garden-1', ...out, ...price)).toBe(1);
      expect(world.said()).toMatch(
        /garden-1, Failed, on 2 [^]*elapsed +20 min 00 s\n.*billable +450 s\n[^]*\$0\.25\n[^]*error: The job garden-1 failed/,
      );
      expect(world.printed()).toBe('');
    });

    it('tells the same to machines, beside the error', async () => {
      world.answers = { 'SageMaker.DescribeTrainingJob': () => failed, ...logged() };
      expect(await launch('watch', 'garden-1', ...out, ...price, '--json')).toBe(1);
      expect(JSON.parse(world.printed())).toMatchObject({
        error: { code: 'TRAINER_JOB_FAILED' },
        job: { status: 'Failed', elapsedSeconds: 1200, billableSeconds: 450, cost: 0.25 },
      });
    });
  });
});

describe('detectory-launch stop', () => {
  const model = 's3://bucket/runs/garden-1/output/model.tar.gz';
  const stoppable = (end: object): Answers => ({
    'SageMaker.StopTrainingJob': () => ({}),
    'SageMaker.DescribeTrainingJob': () => (asks('StopTrainingJob') > 0 ? end : described('InProgress', 'Training')),
    ...logged(),
  });

  it('asks for the end of a job, and waits for its model', async () => {
    world.answers = stoppable(completed);
    expect(await launch('stop', 'garden-1', '--poll', '0s')).toBe(0);
    expect([asks('StopTrainingJob'), world.printed()]).toEqual([1, `garden-1 has ended; its model: ${model}\n`]);
  });

  it('has done what it should where the job had no model yet', async () => {
    world.answers = stoppable(described('Stopped', 'Stopped', { ModelArtifacts: { S3ModelArtifacts: '' } }));
    expect(await launch('stop', 'garden-1', '--poll', '0s', '--json')).toBe(0);
    expect(JSON.parse(world.printed())).toEqual({ run: 'garden-1', ended: true, model: null });
  });

  it('asks for no end of a job that had ended before', async () => {
    world.answers = { 'SageMaker.DescribeTrainingJob': () => completed, ...logged() };
    expect(await launch('stop', 'garden-1', '--poll', '0s', '--json')).toBe(0);
    expect(JSON.parse(world.printed())).toEqual({ run: 'garden-1', ended: true, hadEnded: true, model });
    expect([asks('StopTrainingJob'), world.said()]).toEqual([0, '']);
  });

  it("doesn't wait where it shall not", async () => {
    world.answers = stoppable(completed);
    expect(await launch('stop', 'garden-1', '--no-wait')).toBe(0);
    expect([asks('DescribeTrainingJob'), world.printed()]).toEqual([1, 'garden-1 was asked to stop.\n']);
  });

  it('asks for the end of a tuning job', async () => {
    world.answers = {
      'SageMaker.DescribeHyperParameterTuningJob': () => ({
        HyperParameterTuningJobName: 'garden-search',
        HyperParameterTuningJobStatus: 'InProgress',
        HyperParameterTuningJobConfig: { ResourceLimits: { MaxNumberOfTrainingJobs: 4 } },
      }),
      'SageMaker.StopHyperParameterTuningJob': () => ({}),
    };
    expect(await launch('stop', 'garden-search')).toBe(0);
    expect(asks('StopHyperParameterTuningJob')).toBe(1);
    expect(world.printed()).toBe('garden-search was asked to stop.\n');
  });
});
