import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { run } from '../src/main.js';
import { captureProcess, type CapturedProcess } from './capture-process.js';

/** An answer that is an error, as AWS's JSON protocol gives one. */
export class AwsError {
  constructor(
    readonly name: string,
    readonly message = '',
  ) {}
}

/** What an operation of AWS answers, S3 in XML; `call` counts from 0. */
export type Answers = Readonly<Record<string, (call: number) => object | string>>;

/** A folder to stand in, with the dataset `garden`, an AWS of which little is known, and what was printed. */
export interface LaunchWorld {
  readonly folder: string;
  /** Every operation asked for, in order; an order to S3 by its method. */
  readonly asked: string[];
  /** By operation, such as `SageMaker.StopTrainingJob`; of all else AWS knows nothing. */
  answers: Answers;
  /** Runs the command line in this process; answers its exit code. */
  launch(...args: string[]): Promise<number>;
  printed(): string;
  said(): string;
}

const ecr = 'AmazonEC2ContainerRegistry_V20150921';
export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
export const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/detectory-sagemaker-training@sha256:${'a'.repeat(64)}`;

/** What ECR says of the image. */
export function imageIn(imageManifestMediaType: string): Answers {
  const uri = image.slice(0, image.indexOf('@'));
  const imageManifest = JSON.stringify({ config: { digest: 'sha256:c', size: 1 }, layers: [] });
  const found = { imageId: { imageDigest: 'sha256:d' }, imageManifest, imageManifestMediaType };
  return {
    [`${ecr}.DescribeRepositories`]: () => ({ repositories: [{ repositoryUri: uri }] }),
    [`${ecr}.BatchGetImage`]: () => ({ images: [found] }),
    [`${ecr}.GetDownloadUrlForLayer`]: () => ({ downloadUrl: `${process.env['AWS_ENDPOINT_URL']}/blob` }),
  };
}

/** A world of its own for each test of the file. */
export function useLaunchWorld(): LaunchWorld {
  let captured: CapturedProcess;
  let aws: Server;
  const world = {
    folder: '',
    asked: [] as string[],
    answers: {} as Answers,
    launch: (...args: string[]) => run(['node', 'detectory-launch', ...args]),
    printed: () => captured.printed(),
    said: () => captured.said(),
  };
  beforeEach(async () => {
    world.folder = await mkdtemp(join(tmpdir(), 'detectory-launch-'));
    await writeGarden(join(world.folder, 'garden'));
    world.asked = [];
    world.answers = imageIn(dockerManifest);
    aws = createServer((request, response) => answer(world, request, response));
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
    captured = captureProcess(world.folder, toEnvironment(process.env, url));
  });
  afterEach(async () => {
    captured.restore();
    aws.closeAllConnections();
    aws.close();
    await rm(world.folder, { recursive: true });
  });
  return world;
}

async function writeGarden(garden: string): Promise<void> {
  for (const split of ['train', 'val']) {
    await mkdir(join(garden, 'images', split), { recursive: true });
    await mkdir(join(garden, 'labels', split), { recursive: true });
    await writeFile(join(garden, 'images', split, `${split}.jpg`), split);
    await writeFile(join(garden, 'labels', split, `${split}.txt`), '0 0.5 0.5 0.1 0.1\n');
  }
  await writeFile(join(garden, 'data.yaml'), 'train: images/train\nval: images/val\nnames: [drill]\n');
}

/** Buckets that are there, and empty; of all else AWS knows nothing, and an order would be seen. */
function answer(
  world: Pick<LaunchWorld, 'asked' | 'answers'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const operation = String(request.headers['x-amz-target'] ?? request.method);
  const call = world.asked.filter((one) => one === operation).length;
  world.asked.push(operation);
  const known = world.answers[operation]?.(call);
  if (known instanceof AwsError) return refuse(response, known);
  if (known) return void response.end(typeof known === 'string' ? known : JSON.stringify(known));
  if (request.url === '/blob') return void response.end('{"os":"linux","architecture":"amd64"}');
  if (request.method === 'HEAD') return void response.writeHead(isBucket(request) ? 200 : 404, inRegion).end();
  const { url = '' } = request;
  if (request.method === 'GET' && url.includes('list-type=2')) return void response.end('<ListBucketResult/>');
  if (request.method === 'POST' && url.includes('?uploads')) return void response.end('<UploadId>1</UploadId>');
  if (request.method === 'DELETE') return void response.writeHead(204).end();
  if (request.method === 'GET')
    return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>It is not there.</Message></Error>');
  refuse(response, new AwsError('ValidationException', 'Requested resource not found.'));
}

function refuse(response: ServerResponse, { name, message }: AwsError): void {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ __type: name, message }));
}

const inRegion = { 'x-amz-bucket-region': 'us-east-1' };

function isBucket({ url = '' }: IncomingMessage): boolean {
  return /^\/[^/?]+\/?(\?|$)/.test(url);
}

function toEnvironment(saved: NodeJS.ProcessEnv, url: string): NodeJS.ProcessEnv {
  const kept = Object.entries(saved).filter(([key]) => !/^(AWS|DETECTORY_SAGE)_/.test(key));
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  };
}
