import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attachJob, followTuning, type SageMakerAccess } from '../src/adapters/sagemaker/index.js';
import { described, logPages } from './aws-world.js';
import { type AwsStub, hungUp, type StubbedAnswer, StubbedError, startAwsStub } from './start-aws-stub.js';

let stub: AwsStub;
beforeAll(async () => {
  stub = await startAwsStub();
});
afterAll(() => stub.stop());

let notes: string[];
beforeEach(() => {
  notes = [];
  stub.calls.length = 0;
});

const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' };

/** Clients that don't try again by themselves, which takes many seconds. */
function accessWith(credentials = (): Promise<typeof keys> => Promise.resolve(keys)): SageMakerAccess {
  const settings = { endpoint: stub.url, region: 'us-east-1', maxAttempts: 1, credentials };
  return {
    sagemaker: new SageMakerClient(settings),
    logs: new CloudWatchLogsClient(settings),
    region: 'us-east-1',
  };
}

const note = (text: string): void => void notes.push(text);
const busy = new StubbedError('ThrottlingException', 'Rate exceeded');
const expired = new StubbedError('ExpiredTokenException', 'The security token included in the request is expired');
const running = described('InProgress', 'Training');

/** The first is what finds the job. */
const describes = (...answers: readonly StubbedAnswer[]): AwsStub['operations'] => ({
  DescribeTrainingJob: (_, call) => answers[Math.min(call, answers.length - 1)] ?? busy,
});

async function follow(patienceMs?: number): Promise<{ readonly model: string; readonly lines: readonly string[] }> {
  const run = await attachJob(accessWith(), 'garden-1', { pollMs: 5, note, patienceMs, out: 's3://photos/up/runs' });
  const lines: string[] = [];
  const { model } = await run.follow({ onProgress: () => undefined, onLog: (line) => void lines.push(line) });
  return { model, lines };
}

describe('following a job while AWS is away', () => {
  it('asks again until it answers, and says so once', async () => {
    const completed = described('Completed', 'Completed');
    stub.operations = { ...describes(running, running, hungUp, busy, hungUp, completed), ...logPages([]) };
    expect((await follow()).model).toMatch(/garden-1\/output\/model\.tar\.gz$/);
    expect(notes).toEqual([
      expect.stringMatching(/^warning: AWS can't be reached .*The job goes on; asking again for 10 minutes\.$/),
      'AWS answers again.',
    ]);
  });

  it("waits for a server's fault to be mended", async () => {
    const fault = new StubbedError('InternalFailure', 'Something broke', 503);
    stub.operations = { ...describes(running, fault, described('Completed', 'Completed')), ...logPages([]) };
    await follow();
    expect(notes[0]).toMatch(/AWS answered 503 \(InternalFailure\)/);
  });

  it('tells each line of the log once, though a page in its middle is cut off', async () => {
    const pages = logPages(['one'], ['two']);
    stub.operations = {
      ...describes(running, running, described('Completed', 'Completed')),
      ...pages,
      GetLogEvents: (input, call) => (call === 1 ? hungUp : (pages['GetLogEvents']?.(input, call) ?? busy)),
    };
    expect((await follow()).lines).toEqual(['one', 'two']);
  });

  it('ends when AWS stays away', async () => {
    stub.operations = { ...describes(running, hungUp), ...logPages([]) };
    await expect(follow(30)).rejects.toThrow(/AWS can't be reached while asking for the job garden-1 \(ECONNRESET\)/);
    expect(stub.calls.length).toBeGreaterThan(2);
  });

  it('does not wait for credentials that have expired', async () => {
    stub.operations = { ...describes(running, expired), ...logPages([]) };
    await expect(follow()).rejects.toThrow(/sign in \(aws sso login\)/);
    expect([stub.calls.length, notes]).toEqual([2, []]);
  });

  it("takes an SSO session that isn't found for no missing job", async () => {
    const error = new Error('The SSO session token associated with profile=garden was not found or is invalid.');
    const access = accessWith(() => Promise.reject(Object.assign(error, { name: 'TokenProviderError' })));
    await expect(attachJob(access, 'garden-1', { pollMs: 5, note, out: 'runs' })).rejects.toThrow(/aws sso login/);
  });
});

describe(followTuning, () => {
  it('asks again while AWS is away', async () => {
    const failed = {
      HyperParameterTuningJobName: 'garden-search',
      HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/garden-search',
      HyperParameterTuningJobConfig: { Strategy: 'Random', ResourceLimits: { MaxParallelTrainingJobs: 1 } },
      HyperParameterTuningJobStatus: 'Failed',
      CreationTime: 1_790_000_000,
      TrainingJobStatusCounters: {},
      ObjectiveStatusCounters: {},
      FailureReason: 'All training jobs failed',
    };
    stub.operations = { DescribeHyperParameterTuningJob: (_, call) => (call < 2 ? busy : failed) };
    const following = followTuning(accessWith(), 'garden-search', () => undefined, { pollMs: 5, note });
    await expect(following).rejects.toThrow(/All training jobs failed/);
    expect(notes).toHaveLength(2);
  });
});
