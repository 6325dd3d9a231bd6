import type { JobState } from '@detectory/trainer';
import { describe, expect, it } from 'vitest';
import { toRunToContinue } from './to-run-to-continue.js';

const job = {
  roleArn: 'arn:aws:iam::123456789012:role/Trainer',
  outputUri: 's3://bucket/runs',
  checkpointUri: 's3://bucket/runs/garden-1/checkpoints/',
  instanceType: 'ml.g5.xlarge',
  instanceCount: 1,
  isSpot: false,
} as JobState;
const data = 's3://bucket/garden';
const onS3 = { model: 's3://bucket/runs/garden-1/output/model.tar.gz', output: '' };

describe(toRunToContinue, () => {
  it("goes on from a run's folder, here or on S3, beside it", () => {
    const left = { model: 's3://bucket/runs/garden-1/model.tar.gz', output: '' };
    expect(toRunToContinue(left, { data, place: 'process' })).toEqual({
      run: 's3://bucket/runs/garden-1',
      data,
      place: ['--out', 's3://bucket/runs'],
    });
    expect(
      toRunToContinue({ model: '/r/g/model.tar.gz', output: '' }, { data, place: 'sagemaker', job }),
    ).toMatchObject({
      run: '/r/g',
      place: expect.arrayContaining(['--out', '/r', '--upload']) as unknown,
    });
  });

  it('goes on from the checkpoints of a job that stayed on S3, under its own output', () => {
    const found = toRunToContinue(onS3, { data, place: 'sagemaker', job });
    expect([found?.run, found?.place.join(' ')]).toEqual([
      job.checkpointUri,
      `--out s3://bucket/runs --on sagemaker --role ${job.roleArn} --instance-type ml.g5.xlarge --instance-count 1`,
    ]);
  });

  it('has nothing to go on from where a job kept no checkpoints', () => {
    const { checkpointUri, ...without } = job;
    expect(checkpointUri).toBeDefined();
    expect(toRunToContinue(onS3, { data, place: 'sagemaker', job: without as JobState })).toBeUndefined();
    expect(toRunToContinue(onS3, { data, place: 'sagemaker' })).toBeUndefined();
  });
});
