import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { dockerManifest, image, imageIn, useLaunchWorld } from './launch-world.js';

const ecr = 'AmazonEC2ContainerRegistry_V20150921';
const role = 'arn:aws:iam::123456789012:role/Trainer';
const world = useLaunchWorld();
const { launch } = world;
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
const answer = (): unknown => JSON.parse(world.printed());

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
    expect([code, world.said().match(/^error.*/m)]).toEqual([0, null]);
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
    expect(world.said()).toMatch(/Estimate: .* hours, \$.*\n.*photos a second, within a factor of two/);
    expect(world.asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
  });

  it('sends an augmented manifest through a pipe, and every further wish, to where SageMaker reads it', async () => {
    const labels = { annotations: [], image_size: [{ width: 16, height: 16, depth: 3 }] };
    const metadata = { type: 'groundtruth/object-detection', 'class-map': { 0: 'drill' } };
    world.answers = {
      HEAD: () => ({}),
      GET: () => ({ 'source-ref': 's3://b/1.jpg', tools: labels, 'tools-metadata': metadata }),
    };
    const own = 'registry.garden.example/detectory-training:7';
    const registry = ['--private-registry', '--image', own, '--subnets', 'subnet-1', '--security-groups', 'sg-1'];
    const wishes = ['--uncompressed-output', '--infra-check', '--remote-debug', '--experiment', 'garden'];
    const flags = [...job, ...registry, ...wishes, '--name', 'garden-1', '--dry-run'];
    const code = await launch('train', '--data', 's3://bucket/labels/output.manifest', ...flags);
    expect([code, world.said().match(/^error.*/m)]).toEqual([0, null]);
    expect(answer()).toMatchObject({
      request: {
        AlgorithmSpecification: { TrainingImage: own, TrainingImageConfig: { TrainingRepositoryAccessMode: 'Vpc' } },
        InputDataConfig: [
          {
            InputMode: 'Pipe',
            RecordWrapperType: 'RecordIO',
            DataSource: { S3DataSource: { AttributeNames: ['source-ref', 'tools', 'tools-metadata'] } },
          },
        ],
        OutputDataConfig: { CompressionType: 'NONE' },
        RemoteDebugConfig: { EnableRemoteDebug: true },
        InfraCheckConfig: { EnableInfraCheck: true },
        ExperimentConfig: { ExperimentName: 'garden' },
      },
      uploads: [],
    });
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
    world.answers = known;
    expect(await launch('train', '--data', 'garden', ...job, '--name', 'garden-1')).toBe(1);
    expect(world.said()).toMatch(text);
    expect(world.asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
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
    expect(world.said()).toMatch(/cost unknown[^]*pass --price-per-hour/);
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
    expect(world.said()).toMatch(text);
  });

  it('says at once all that is wrong with a job', async () => {
    const wrong = ['--name', 'my_garden', '--instance-type', 'ml.g5.12xlarge', '--batch', '9'];
    expect(await launch('train', '--data', 'garden', ...job, ...wrong, '--dry-run')).toBe(2);
    expect(world.said()).toMatch(/Pass --name my-garden[^]*Pass --batch 8/);
  });

  it.each([
    [['--max-runtime', 'soon'], /Expected a duration such as 6h/],
    [['--tags', 'garden'], /Expected KEY=VALUE/],
    [['--instance-count', '0'], /Expected a whole number from 1/],
    [['--on', 'moon'], /Allowed choices are process, docker, sagemaker/],
    [['--continue', 'nowhere'], /There are no checkpoints in nowhere/],
    [['--epochs', 'many'], /epochs/],
    [['--spot', '--detach'], /error: Only a SageMaker job has --spot, --detach, and --on process sends none/],
    [['--device', '0'], /error: The training option device can't be given: all GPUs/],
    [['--resume'], /pass the --name of the one that was killed or failed/],
    [['--cfg', 'yolov8n'], /cfg is "yolov8n"; .* It is one of ultralytics: add --engine ultralytics/],
    [['--hyp', 'my-hpy.yaml'], /hyp is "my-hpy\.yaml"; expected a YAML file that exists/],
    [['--resume', '--name', 'gardn-1'], /no run that becomes .*gardn-1 was killed or failed/],
  ])('ends with 2 for %j', async (flags, text) => {
    expect(await launch('train', '--data', 'garden', '--weights', 'none', ...flags)).toBe(2);
    expect(world.said()).toMatch(text);
    expect(existsSync('runs') ? readdirSync('runs') : []).toEqual([]);
  });

  it('begins nothing anew over the checkpoints of a run that failed', async () => {
    const slot = join('runs', 'garden-1.failed', 'checkpoints', 'slot-a');
    mkdirSync(slot, { recursive: true });
    writeFileSync(join(slot, 'state.json'), '{}');
    const train = ['train', '--data', 'garden', '--weights', 'none', '--dry-run'];
    expect(await launch(...train, '--name', 'garden-1')).toBe(2);
    expect(world.said()).toMatch(/garden-1\.failed holds the checkpoints .*--resume --name garden-1/);
    expect(await launch(...train)).toBe(0);
    expect(world.printed()).toContain('garden-2');
  });

  it('takes no name of a run that is under way, or was killed', async () => {
    mkdirSync(join('runs', 'garden-1.partial-7'), { recursive: true });
    mkdirSync(join('runs', 'garden-2.failed'));
    mkdirSync(join('runs', 'garden-3'));
    expect(await launch('train', '--data', 'garden', '--weights', 'none', '--dry-run')).toBe(0);
    expect(answer()).toMatchObject({ name: 'garden-4' });
  });

  it('shows its flags by subject, the main ones first', async () => {
    expect(await launch('train', '--help')).toBe(0);
    const help = world.printed();
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
    expect(world.asked).toEqual(['SageMaker.DescribeTrainingJob', 'SageMaker.DescribeHyperParameterTuningJob']);
  });

  it.each(['watch', 'stop'])('%s asks AWS for no path', async (command) => {
    expect(await launch(command, 'runs/garden-9')).toBe(1);
    expect(world.said()).toMatch(/There is no run runs\/garden-9/);
    expect(world.asked).toEqual([]);
  });
});

describe('detectory-launch watch where no region is set', () => {
  beforeEach(() => {
    delete process.env['AWS_REGION'];
    delete process.env['AWS_ENDPOINT_URL'];
    process.env['AWS_CONFIG_FILE'] = join(world.folder, 'no-config');
  });

  it('finds the run of that name in the usual place', async () => {
    const failed = join('runs', 'garden-9.failed');
    mkdirSync(failed, { recursive: true });
    writeFileSync(join(failed, 'failure'), 'LossNotFiniteError: the loss is NaN');
    expect(await launch('watch', 'garden-9')).toBe(1);
    expect(world.said()).toMatch(/error: the loss is NaN/);
  });

  it("says that a folder's path would do, and that a job's name needs a region", async () => {
    expect(await launch('watch', 'garden-9')).toBe(1);
    expect(world.said()).toMatch(
      /no run garden-9: neither garden-9 nor runs\/garden-9 is .* no AWS region is set .*AWS_REGION.* Give the path of a run's folder/,
    );
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
    expect(world.asked.filter((operation) => operation.startsWith('SageMaker'))).toEqual([]);
  });

  it.each([[['--dry-run']], [[]]])(
    'refuses what a tuning job has no field for, before an upload, with %j',
    async (flags) => {
      const wishes = ['--remote-debug', '--infra-check', '--parallel', '20'];
      expect(await launch('tune', '--data', 'garden', ...job, ...wishes, ...flags)).toBe(2);
      expect(world.said()).toMatch(
        /--parallel 20 is more[^]*takes --remote-debug for a single[^]*takes --infra-check for/,
      );
      expect([world.printed(), world.asked.filter((one) => /^SageMaker|^PUT/.test(one))]).toEqual(['', []]);
    },
  );

  it.each([
    [['--range', 'lr0=2..1'], /is no range to search/],
    [['--range', 'lr9=1,2'], /no training option "lr9"/],
    [['--strategy', 'bayesian'], /On this machine the search is random/],
    [['--parallel', '2'], /leave --parallel out/],
    [['--on', 'docker', '--max-runtime', '2h'], /error: Only a SageMaker job has --max-runtime, and --on docker/],
    [['--evolve', '300'], /error: The training option evolve can't be given: .*use detectory-launch tune/],
  ])('ends with 2 for %j', async (flags, text) => {
    expect(await launch('tune', '--data', 'garden', '--weights', 'none', ...flags)).toBe(2);
    expect(world.said()).toMatch(text);
  });
});
