import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/main.js';

const saved = { env: { ...process.env }, folder: process.cwd() };
const ecr = 'AmazonEC2ContainerRegistry_V20150921';
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
const role = 'arn:aws:iam::123456789012:role/Trainer';
const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/detectory-sagemaker-training@sha256:${'a'.repeat(64)}`;
let folder: string;
let aws: Server;
let asked: string[];
let answers: Readonly<Record<string, () => object>>;
let printed: string[];
let said: string[];

/** A bucket that is there; of all else AWS knows nothing, and an order would be seen. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-launch-'));
  for (const split of ['train', 'val']) {
    await mkdir(join(folder, 'garden', 'images', split), { recursive: true });
    await mkdir(join(folder, 'garden', 'labels', split), { recursive: true });
    await writeFile(join(folder, 'garden', 'images', split, `${split}.jpg`), split);
    await writeFile(join(folder, 'garden', 'labels', split, `${split}.txt`), '0 0.5 0.5 0.1 0.1\n');
  }
  await writeFile(join(folder, 'garden', 'data.yaml'), 'train: images/train\nval: images/val\nnames: [drill]\n');
  asked = [];
  answers = imageIn(dockerManifest);
  aws = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? request.method);
    asked.push(operation);
    const known = answers[operation];
    if (known) return void response.writeHead(200).end(JSON.stringify(known()));
    if (request.method === 'GET') return void response.end('{"os":"linux","architecture":"amd64"}');
    if (request.method === 'HEAD') return void response.writeHead(200, { 'x-amz-bucket-region': 'us-east-1' }).end();
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'ValidationException', message: 'Requested resource not found.' }));
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  process.chdir(folder);
  const environment = Object.fromEntries(
    Object.entries(saved.env).filter(([key]) => !/^(AWS|DETECTORY_SAGE)_/.test(key)),
  );
  process.env = {
    ...environment,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  };
  printed = [];
  said = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

afterEach(async () => {
  vi.restoreAllMocks();
  process.env = { ...saved.env };
  process.chdir(saved.folder);
  aws.closeAllConnections();
  aws.close();
  await rm(folder, { recursive: true });
});

/** What ECR says of the image. */
function imageIn(imageManifestMediaType: string): typeof answers {
  const uri = image.slice(0, image.indexOf('@'));
  const imageManifest = JSON.stringify({ config: { digest: 'sha256:c', size: 1 }, layers: [] });
  const found = { imageId: { imageDigest: 'sha256:d' }, imageManifest, imageManifestMediaType };
  return {
    [`${ecr}.DescribeRepositories`]: () => ({ repositories: [{ repositoryUri: uri }] }),
    [`${ecr}.BatchGetImage`]: () => ({ images: [found] }),
    [`${ecr}.GetDownloadUrlForLayer`]: () => ({ downloadUrl: `${process.env['AWS_ENDPOINT_URL']}/blob` }),
  };
}

const launch = (...args: string[]): Promise<number> => run(['node', 'detectory-launch', ...args]);
const job = [
  '--on',
  'sagemaker',
  '--upload',
  's3://bucket/up',
  '--role',
  role,
  '--image',
  image,
  '--weights',
  'none',
  '--cfg',
  'yolov5n',
];
const answer = (): unknown => JSON.parse(printed.join(''));

describe('detectory-launch train', () => {
  it('prints the exact request of a job with what it may take, and sends nothing', async () => {
    const flags = [
      '--epochs',
      '2',
      '--spot',
      '--max-runtime',
      '2h',
      '--tags',
      'team=garden',
      '--tags',
      'a=b',
      '--environment',
      'X=1=2',
    ];
    const code = await launch('train', '--data', 'garden', ...job, ...flags, '--name', 'garden-1', '--dry-run');
    expect([code, said.filter((text) => text.startsWith('error'))]).toEqual([0, []]);
    expect(answer()).toMatchObject({
      request: {
        TrainingJobName: 'garden-1',
        RoleArn: role,
        HyperParameters: { epochs: '2', weights: 'none', cfg: 'yolov5n' },
        StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14_400 },
        Environment: { X: '1=2' },
        Tags: [{ Key: 'detectory:created-by' }, { Key: 'team', Value: 'garden' }, { Key: 'a', Value: 'b' }],
      },
      photos: { train: 1, val: 1 },
      warnings: [],
    });
    expect(said.join('')).toMatch(/Estimate: .* hours, \$.*\n.*photos a second, within a factor of two/);
    expect(asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
  });

  it.each([
    [
      'is an OCI manifest',
      imageIn('application/vnd.oci.image.manifest.v1+json'),
      /SageMaker takes application.*docker.*only/,
    ],
    [
      'is not there',
      { ...imageIn(dockerManifest), [`${ecr}.BatchGetImage`]: () => ({ images: [] }) },
      /images push training/,
    ],
  ])('sends no job whose image %s', async (_, known, text) => {
    answers = known;
    expect(await launch('train', '--data', 'garden', ...job, '--name', 'garden-1')).toBe(1);
    expect(said.join('')).toMatch(text);
    expect(asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
  });

  it('calls a price unknown that nobody knows', async () => {
    expect(
      await launch(
        'train',
        '--data',
        'garden',
        ...job,
        '--instance-type',
        'ml.p5.48xlarge',
        '--batch',
        '16',
        '--dry-run',
      ),
    ).toBe(0);
    expect(said.join('')).toMatch(/cost unknown[^]*pass --price-per-hour/);
    expect(answer()).not.toHaveProperty('estimate.cost');
  });

  it.each([
    ['a place on S3', ['--role', role, '--image', image], /pass --upload s3:\/\/bucket\/prefix/],
    [
      'a role',
      ['--upload', 's3://bucket/up', '--image', image],
      /pass --role arn:aws:iam::<account>:role\/<name>, or set DETECTORY_SAGEMAKER_ROLE/,
    ],
    ['an image', ['--upload', 's3://bucket/up', '--role', role], /images push training/],
  ])('says that a job needs %s', async (_, flags, text) => {
    expect(await launch('train', '--data', 'garden', '--on', 'sagemaker', '--weights', 'none', ...flags)).toBe(2);
    expect(said.join('')).toMatch(text);
  });

  it('says at once all that is wrong with a job', async () => {
    const wrong = ['--name', 'my_garden', '--instance-type', 'ml.g5.12xlarge', '--batch', '9'];
    expect(await launch('train', '--data', 'garden', ...job, ...wrong, '--dry-run')).toBe(2);
    expect(said.join('')).toMatch(/Pass --name my-garden[^]*Pass --batch 8/);
  });

  it.each([
    [['--max-runtime', 'soon'], /Expected a duration such as 6h/],
    [['--tags', 'garden'], /Expected KEY=VALUE/],
    [['--instance-count', '0'], /Expected a whole number from 1/],
    [['--on', 'moon'], /Allowed choices are process, docker, sagemaker/],
    [['--continue', 'nowhere'], /There are no checkpoints in nowhere/],
    [['--epochs', 'many'], /epochs/],
  ])('ends with 2 for %j', async (flags, text) => {
    expect(await launch('train', '--data', 'garden', '--weights', 'none', ...flags)).toBe(2);
    expect(said.join('')).toMatch(text);
  });

  it('shows its flags by subject, the main ones first', async () => {
    expect(await launch('train', '--help')).toBe(0);
    const help = printed.join('');
    expect(help).toMatch(/--hyp <value> +YOLOv5's hyperparameters/);
    expect(help).toMatch(/--epochs <n> +passes over/);
    const order = [
      '--data <dir>',
      '--epochs',
      'In a container',
      'On SageMaker (--on sagemaker)',
      'network and encryption',
      'Examples:',
    ];
    const places = order.map((text) => help.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });
});

describe('detectory-launch watch and stop', () => {
  it.each(['watch', 'stop'])('%s says that neither a folder nor a job has this name', async (command) => {
    expect(await launch(command, 'garden-9', '--json')).toBe(1);
    expect(answer()).toMatchObject({ error: { code: 'TRAINER_RUN_NOT_FOUND' } });
    expect(asked).toEqual(['SageMaker.DescribeTrainingJob', 'SageMaker.DescribeHyperParameterTuningJob']);
  });

  it.each(['watch', 'stop'])('%s asks AWS for no path', async (command) => {
    expect(await launch(command, 'runs/garden-9')).toBe(1);
    expect(said.join('')).toMatch(/There is no run runs\/garden-9/);
    expect(asked).toEqual([]);
  });
});

describe('detectory-launch tune', () => {
  it('prints the request of a tuning job, and sends nothing', async () => {
    const flags = [
      '--trials',
      '8',
      '--parallel',
      '2',
      '--strategy',
      'hyperband',
      '--range',
      'lr0=1e-3..1e-2:log',
      '--dry-run',
    ];
    expect(await launch('tune', '--data', 'garden', ...job, ...flags)).toBe(0);
    expect(answer()).toMatchObject({
      request: {
        HyperParameterTuningJobConfig: {
          Strategy: 'Hyperband',
          TrainingJobEarlyStoppingType: 'Off',
          ResourceLimits: { MaxNumberOfTrainingJobs: 8, MaxParallelTrainingJobs: 2 },
        },
      },
    });
    expect(asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
  });

  it.each([
    [['--range', 'lr0=2..1'], /is no range to search/],
    [['--range', 'lr9=1,2'], /no training option "lr9"/],
    [['--strategy', 'bayesian'], /On this machine the search is random/],
    [['--parallel', '2'], /leave --parallel out/],
  ])('ends with 2 for %j', async (flags, text) => {
    expect(await launch('tune', '--data', 'garden', '--weights', 'none', ...flags)).toBe(2);
    expect(said.join('')).toMatch(text);
  });
});
