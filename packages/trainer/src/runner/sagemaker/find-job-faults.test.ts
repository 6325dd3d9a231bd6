import { describe, expect, it } from 'vitest';
import { fullSpec, validSpec } from '../../../tests/job-fixtures.js';
import { findJobFaults, toJobName } from './find-job-faults.js';
import { findMetricFaults } from './find-limit-faults.js';
import type { TrainingJobSpec } from './training-job-spec.js';

const facts = { region: 'us-east-1', batchSize: 16, engine: 'yolov5', hasWeights: true };
const find = (changed: Partial<TrainingJobSpec>, changedFacts: Partial<typeof facts> = {}) =>
  findJobFaults({ ...validSpec, ...changed }, { ...facts, ...changedFacts }).faults.join('\n');
const [training, weights] = validSpec.channels;
const [manifest] = fullSpec.channels;
const { image, registry, network } = fullSpec;
const privateImage = { image, registry, network };

describe(findJobFaults, () => {
  it('finds nothing wrong with jobs that are right', () => {
    expect(findJobFaults(validSpec, facts).faults).toEqual([]);
    expect(findJobFaults(fullSpec, facts).faults).toEqual([]);
  });

  it.each<[string, Partial<TrainingJobSpec>, RegExp]>([
    ['a name with an underscore', { name: 'garden_1' }, /Pass --name garden-1\./],
    ['a name that is too long', { name: 'x'.repeat(64) }, /1 to 63/],
    ['a role that is a name', { roleArn: 'Trainer' }, /expected arn:aws:iam::<12 digits>:role/],
    [
      'spot that waits less than it runs',
      { spot: { maxWaitSeconds: 60 }, checkpointUri: 's3://b/c/' },
      /Raise --max-wait/,
    ],
    ['spot without checkpoints', { spot: { maxWaitSeconds: 7200 } }, /Pass --checkpoints/],
    ['a run of seconds', { maxRuntimeSeconds: 5 }, /1 minute to 28 days/],
    [
      'FastFile on half a folder name',
      { channels: [{ ...training!, uri: 's3://b/data', inputMode: 'FastFile' }] },
      /Pass s3:\/\/b\/data\//,
    ],
    [
      'a channel name with a blank',
      { channels: [{ ...training!, name: 'my data' }, weights!] },
      /channel name "my data"/,
    ],
    ['several machines without GPUs', { instanceType: 'ml.m5.xlarge', instanceCount: 2 }, /no GPU.*--instance-count 1/],
    ['an image that is not in ECR', { image: 'detectory-sagemaker-training:latest' }, /images push training/],
    [
      'an image of another region',
      { image: validSpec.image.replace('us-east-1', 'eu-west-1') },
      /lies in eu-west-1, the job runs in us-east-1/,
    ],
    ['a VPC without security groups', { network: { subnets: ['subnet-1'], securityGroups: [] } }, /--security-groups/],
    [
      'too many hyperparameters',
      { hyperparameters: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, '1'])) },
      /101 hyperparameters/,
    ],
    [
      'a hyperparameter that is too long',
      { hyperparameters: { hyp: 'x'.repeat(2501) } },
      /SageMaker takes 256 \+ 2500/,
    ],
    ['a warm pool of days', { keepAliveSeconds: 90_000 }, /--keep-alive is 90000; SageMaker takes 0 to 21600/],
    ['an instance type without ml.', { instanceType: 'g4dn.xlarge' }, /expected one such as ml\.g4dn\.xlarge/],
    [
      'an augmented manifest that is no pipe',
      { channels: [{ ...manifest!, inputMode: 'FastFile' }] },
      /output\.manifest\) through a pipe and in no other way: leave --input-mode FastFile out/,
    ],
    ['a pipe of bare files', { channels: [{ ...training!, inputMode: 'Pipe' }] }, /Pass --input-mode File or FastFile/],
    [
      'attributes that do not begin with the photo',
      { channels: [{ ...manifest!, attributeNames: ['tools', 'tools-metadata', 'source-ref'] }] },
      /must begin with source-ref/,
    ],
    [
      'attributes without the names of classes',
      { channels: [{ ...manifest!, attributeNames: ['source-ref', 'tools'] }] },
      /names no -metadata/,
    ],
    [
      'too many attributes',
      { channels: [{ ...manifest!, attributeNames: ['source-ref', ...Array<string>(16).fill('a-metadata')] }] },
      /17 --attribute-names; SageMaker takes 16/,
    ],
    [
      'a private registry without a VPC',
      { ...privateImage, network: undefined },
      /pass --subnets and --security-groups/,
    ],
    ['a private registry that is ECR', { ...privateImage, image: validSpec.image }, /Leave --private-registry out/],
    [
      'credentials that are no function',
      { ...privateImage, registry: { credentialsArn: 'arn:aws:iam::123456789012:role/x' } },
      /expected the ARN of a Lambda function/,
    ],
    [
      'a key for the volume of a machine that has disks of its own',
      { volumeKmsKey: 'alias/disk', instanceType: 'ml.g5.xlarge' },
      /no --volume-kms-key for ml\.g5\.xlarge.*Leave --volume-kms-key out, or take a type without local disks/,
    ],
    ['an experiment with a blank', { experiment: { name: 'my garden' } }, /--experiment is "my garden"/],
    ['a trial with a dot', { experiment: { name: 'garden', trial: 'v1.0' } }, /--experiment-trial is "v1\.0"/],
    ['too many attempts', { retryAttempts: 31 }, /--retry-attempts is 31/],
  ])('finds %s', (_, changed, text) => {
    expect(find(changed)).toMatch(text);
  });

  it('finds a batch that the GPUs of all machines can not share evenly, and says which could', () => {
    const eight = { instanceType: 'ml.g5.12xlarge', instanceCount: 2 };
    expect(find(eight, { batchSize: 20 })).toMatch(/--batch 20 can't be shared evenly by 8 GPUs.*Pass --batch 24\./);
    expect(find(eight, { batchSize: 64 })).toBe('');
  });

  it('takes --batch auto for one GPU, and refuses it for several and for none', () => {
    expect(find({}, { batchSize: -1 })).toBe('');
    expect(find({ instanceType: 'ml.g5.12xlarge' }, { batchSize: -1 })).toMatch(/multiple of 4, such as --batch 64/);
    expect(find({ instanceType: 'ml.c5.xlarge' }, { batchSize: -1 })).toMatch(/has no GPU/);
  });

  it.each([
    ['several GPUs', { instanceType: 'ml.g5.12xlarge' }],
    ['several machines', { instanceCount: 2 }],
    ['several machines of a type that is new', { instanceType: 'ml.z9.large', instanceCount: 2 }],
  ])('finds that another engine than YOLOv5 was given %s', (_, machines) => {
    expect(find(machines, { engine: 'ultralytics' })).toMatch(/trains on one GPU of one machine, not on \d/);
  });

  it('takes one of several GPUs for it, where the others are hidden', () => {
    const environment = { CUDA_VISIBLE_DEVICES: '0' };
    expect(find({ instanceType: 'ml.g5.12xlarge', environment }, { engine: 'ultralytics' })).toBe('');
  });

  it('finds an isolated job that would have to download its weights', () => {
    expect(find({ isIsolated: true }, { hasWeights: false })).toMatch(/--weights none/);
  });

  it('warns of what costs more than expected', () => {
    const { warnings } = findJobFaults({ ...validSpec, keepAliveSeconds: 600, volumeSizeGb: 100 }, facts);
    expect(warnings.join('\n')).toMatch(/quota is 0 in a new account[^]*ignores --volume-size/);
  });

  it('warns of TensorBoard events that nobody keeps', () => {
    const warn = (tensorboardUri?: string) =>
      findJobFaults({ ...validSpec, tensorboardUri }, { ...facts, tensorboard: true }).warnings;
    expect(warn()).toEqual([expect.stringMatching(/keeps no TensorBoard events.*pass --tensorboard-out/)]);
    expect(warn('s3://photos/events')).toEqual([]);
  });
});

describe(findMetricFaults, () => {
  it.each([
    ['two groups', '(a)(b)', /2 capture groups/],
    ['no group', 'a', /0 capture groups/],
    ['a group that stays open', '(a', /can't be read/],
    ['too many characters', `(${'a'.repeat(500)})`, /SageMaker takes 500/],
  ])('finds a regular expression with %s', (_, Regex, text) => {
    expect(findMetricFaults([{ Name: 'm', Regex }]).join()).toMatch(text);
  });
});

describe(toJobName, () => {
  it.each([
    ['garden_1', 'garden-1'],
    ['--my run.', 'my-run'],
    ['ä', 'run'],
  ])('makes %s into %s', (text, name) => {
    expect(toJobName(text)).toBe(name);
  });
});
