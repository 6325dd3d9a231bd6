import type { JobState, RunRecord } from '@detectory/trainer';
import { describe, expect, it } from 'vitest';
import { toContinueCommand } from './format-next-step.js';
import { toPlaceWords } from './to-place-words.js';

const record = (verdict: string, reason = 'finished') =>
  ({ watch: { verdict }, options: { epochs: 50 }, stop: { reason, epoch: 50 } }) as RunRecord;
const toContinue = { run: '/r/garden 1', data: 's3://bucket/garden', place: ['--on', 'docker'] };

describe(toContinueCommand, () => {
  it('names the run, its data, more epochs and the place where it ran, as a shell takes them', () => {
    expect(toContinueCommand(record('improving'), toContinue)).toBe(
      "detectory-launch train --continue '/r/garden 1' --data s3://bucket/garden --epochs 75 --on docker",
    );
  });

  it('goes on to the epochs that were asked for where somebody stopped the run', () => {
    expect(toContinueCommand(record('under-fitting', 'asked'), toContinue)).toMatch(/--epochs 50 /);
  });

  it.each([record('plateau'), record('improving', 'over-fitting')])('says nothing where it would not help', (one) => {
    expect(toContinueCommand(one, toContinue)).toBeUndefined();
  });
});

describe(toPlaceWords, () => {
  const job = {
    roleArn: 'arn:aws:iam::123456789012:role/Trainer',
    outputUri: 's3://bucket/up/runs',
    instanceType: 'ml.g5.xlarge',
    instanceCount: 2,
    isSpot: true,
  } as JobState;

  it.each([
    ['process', undefined, '--out runs'],
    ['docker', undefined, '--out runs --on docker'],
    ['sagemaker', undefined, '--out runs --on sagemaker'],
    [
      'sagemaker',
      job,
      '--out runs --on sagemaker --upload s3://bucket/up --role arn:aws:iam::123456789012:role/Trainer --instance-type ml.g5.xlarge --instance-count 2 --spot',
    ],
  ] as const)('sends the next run where this one ran: %s', (place, state, expected) => {
    expect(toPlaceWords(place, 'runs', state).join(' ')).toBe(expected);
  });
});
