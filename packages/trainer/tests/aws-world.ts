import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { create } from 'tar';
import type { SageMakerSettings } from '../src/adapters/sagemaker/index.js';
import { formatMetricLine } from '../src/metrics/format-metric-line.js';
import type { RunRequest } from '../src/runner/run-request.js';
import type { JobState } from '../src/runner/sagemaker/job-state.js';
import { validSpec } from './job-fixtures.js';
import { modelFiles, writeDataset } from './sample-run.js';
import { type AwsStub, startAwsStub } from './start-aws-stub.js';
import { startMoto } from './start-moto.js';

/** S3 by moto, SageMaker and its logs by the stub, and a folder with a dataset. */
export interface AwsWorld {
  readonly stub: AwsStub;
  readonly motoUrl: string;
  folder: string;
  /** Fresh for each test. */
  begin(): Promise<void>;
  end(): Promise<void>;
  stop(): Promise<void>;
  /** What a job leaves on S3. */
  putModel(uri: string, files?: Readonly<Record<string, string>>): Promise<void>;
}

export async function startAwsWorld(): Promise<AwsWorld> {
  const saved = { ...process.env };
  const moto = await startMoto();
  const stub = await startAwsStub();
  const keys = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'us-east-1' };
  Object.assign(process.env, { AWS_ENDPOINT_URL: moto.url, ...keys });
  await fetch(`${moto.url}/photos`, { method: 'PUT' });
  const world: AwsWorld = {
    stub,
    motoUrl: moto.url,
    folder: '',
    async begin() {
      world.folder = await mkdtemp(join(tmpdir(), 'detectory-jobs-'));
      await writeDataset(join(world.folder, 'dataset'));
      // The beginning of a detection checkpoint, by which it is known.
      await writeFile(join(world.folder, 'yolov5n.pt'), 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006');
      stub.operations = {};
      stub.calls.length = 0;
      answerSageMaker(stub.url);
    },
    end: () => rm(world.folder, { recursive: true, force: true }),
    async stop() {
      process.env = saved;
      await stub.stop();
      await moto.stop();
    },
    putModel: (uri, files = modelFiles()) => putModel(world.folder, uri, files),
  };
  return world;
}

/** Who answers for SageMaker and CloudWatch Logs from now on. */
export function answerSageMaker(url: string): void {
  process.env['AWS_ENDPOINT_URL_SAGEMAKER'] = url;
  process.env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] = url;
}

async function putModel(folder: string, uri: string, files: Readonly<Record<string, string>>): Promise<void> {
  const model = join(folder, 'model');
  await mkdir(model, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(model, name), text);
  await create({ file: join(folder, 'model.tar.gz'), cwd: model, gzip: true }, Object.keys(files));
  await createStorage().copy(join(folder, 'model.tar.gz'), uri);
}

export function toSettings(changed: Partial<SageMakerSettings['job']> = {}): SageMakerSettings {
  const { image, roleArn, instanceType, instanceCount, volumeSizeGb, maxRuntimeSeconds } = validSpec;
  return {
    place: { uploadUri: 's3://photos/up', inputMode: 'FastFile' },
    job: { image, roleArn, instanceType, instanceCount, volumeSizeGb, maxRuntimeSeconds, ...changed },
  };
}

export interface Told {
  readonly states: JobState[];
  readonly epochs: number[];
  readonly lines: string[];
}

/** A run that remembers what it was told. */
export function toRequest(folder: string, changed: Partial<RunRequest> = {}): RunRequest & Told {
  const told: Told = { states: [], epochs: [], lines: [] };
  return {
    ...told,
    data: join(folder, 'dataset'),
    hyperparameters: { weights: join(folder, 'yolov5n.pt'), epochs: '3' },
    out: join(folder, 'runs'),
    name: 'garden-1',
    signal: new AbortController().signal,
    onProgress: (event) => void (event.event === 'epoch' && told.epochs.push(event.epoch)),
    onLog: (line) => void told.lines.push(line),
    onJob: (state) => void told.states.push(state),
    ...changed,
  };
}

/** Seconds since 1970, as AWS's JSON gives times. */
export const at = (second: number): number => 1_790_000_000 + second;

const jobArn = 'arn:aws:sagemaker:us-east-1:123456789012:training-job/garden-1';
export const created = { CreateTrainingJob: (): object => ({ TrainingJobArn: jobArn }) };

/** What DescribeTrainingJob answers. */
export function described(status: string, secondary: string, more: object = {}): object {
  return {
    TrainingJobName: 'garden-1',
    TrainingJobArn: jobArn,
    TrainingJobStatus: status,
    SecondaryStatus: secondary,
    ModelArtifacts: { S3ModelArtifacts: 's3://photos/up/runs/garden-1/output/model.tar.gz' },
    AlgorithmSpecification: { TrainingInputMode: 'File' },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    CreationTime: at(0),
    ResourceConfig: { InstanceType: 'ml.g4dn.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 },
    HyperParameters: { epochs: '3' },
    ...more,
  };
}

export function line(epoch: number): string {
  const losses = { box_loss: 0.1, obj_loss: 0.1, cls_loss: 0.1 };
  const val = { ...losses, precision: 0.5, recall: 0.5, mAP50: 0.5, mAP50_95: 0.1 * epoch };
  return formatMetricLine({ event: 'epoch', epoch, train: losses, val, best: true, seconds: 1 });
}

/** One page of a log each time it is read; the token stays the same when there is no more. */
export function logPages(...pages: readonly (readonly string[])[]): AwsStub['operations'] {
  return {
    DescribeLogStreams: () => ({ logStreams: [{ logStreamName: 'garden-1/algo-1-1790000000' }] }),
    GetLogEvents: ({ nextToken }) => {
      const page = nextToken === undefined ? 0 : Number(String(nextToken).slice(2)) + 1;
      const found = pages[page];
      const events = (found ?? []).map((message, i) => ({
        message,
        timestamp: at(page * 10 + i) * 1000,
        ingestionTime: at(0) * 1000,
      }));
      return { events, nextForwardToken: `f/${found ? page : pages.length - 1}` };
    },
  };
}
