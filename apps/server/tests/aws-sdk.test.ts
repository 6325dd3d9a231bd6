import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InvokeEndpointCommand,
  type InvokeEndpointCommandInput,
  InvokeEndpointWithResponseStreamCommand,
  ModelError,
  SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { blankPhoto, boxesModel, constantModel, type RunningServer, startServer } from './start-server.js';

let server: RunningServer | undefined;
let client: SageMakerRuntimeClient | undefined;
afterEach(async () => {
  client?.destroy();
  await server?.stop();
  server = undefined;
});

const photo = readFileSync(blankPhoto);

/** A server, and the real client with the server's address as its endpoint. */
async function serve(args: readonly string[]): Promise<SageMakerRuntimeClient> {
  server = await startServer(args);
  client = new SageMakerRuntimeClient({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  return client;
}

const invoke = (sdk: SageMakerRuntimeClient, input: Partial<InvokeEndpointCommandInput> = {}) =>
  sdk.send(new InvokeEndpointCommand({ EndpointName: 'garden-tools', Body: photo, ...input }));
const asJson = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as unknown;

describe(SageMakerRuntimeClient, () => {
  it('invokes detectory-serve with options, a type of answer and an id', async () => {
    const sdk = await serve(['--model', boxesModel]);
    const answer = await invoke(sdk, {
      ContentType: 'image/png',
      CustomAttributes: 'conf=0.5;classes=hammer',
      InferenceId: 'order-7',
    });
    expect(asJson(answer.Body)).toEqual([expect.objectContaining({ class: 1, name: 'hammer' })]);
    expect(answer.CustomAttributes).toMatch(/^conf=0\.5;classes=hammer;model=model;ms=/);
    const csv = await invoke(sdk, { Accept: 'text/csv' });
    expect([csv.ContentType, csv.Body.transformToString()]).toEqual([
      expect.stringContaining('text/csv'),
      expect.stringMatching(/^xmin,.*hammer/s),
    ]);
    // The log is a pipe: its line may come after the answer.
    await expect
      .poll(() => server?.lines())
      .toContainEqual(expect.objectContaining({ message: 'request', requestId: 'order-7' }));
  });

  it('throws a ModelError with the answer of the server in it', async () => {
    const sdk = await serve(['--model', boxesModel]);
    const error = await invoke(sdk, { Body: Buffer.from('text') }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ OriginalStatusCode: 400, $metadata: { httpStatusCode: 424 } });
    expect(JSON.parse((error as ModelError).OriginalMessage ?? '')).toMatchObject({
      code: 'IMAGING_UNREADABLE',
    });
  });

  it('reads a stream with a part an image', async () => {
    const sdk = await serve(['--model', boxesModel]);
    const instances = [photo.toString('base64'), Buffer.from('text').toString('base64')];
    const answer = await sdk.send(
      new InvokeEndpointWithResponseStreamCommand({
        EndpointName: 'garden-tools',
        Body: Buffer.from(JSON.stringify({ instances })),
        ContentType: 'application/json',
        Accept: 'application/jsonlines',
      }),
    );
    const parts: unknown[] = [];
    for await (const { PayloadPart } of answer.Body ?? []) parts.push(asJson(PayloadPart?.Bytes));
    expect(parts).toEqual([
      expect.objectContaining({ length: 3 }),
      expect.objectContaining({ code: 'IMAGING_UNREADABLE' }),
    ]);
  });

  it('names one of several models by TargetModel', async () => {
    const models = mkdtempSync(join(tmpdir(), 'detectory-test-'));
    try {
      cpSync(constantModel, join(models, 'garden'), { recursive: true });
      const sdk = await serve(['--models', models]);
      const answer = await invoke(sdk, { TargetModel: 'garden' });
      expect(asJson(answer.Body)).toEqual([expect.objectContaining({ name: 'hammer' })]);
      await expect(invoke(sdk, { TargetModel: 'kitchen' })).rejects.toMatchObject({ OriginalStatusCode: 404 });
      await expect(invoke(sdk)).rejects.toMatchObject({ OriginalStatusCode: 400 });
    } finally {
      rmSync(models, { recursive: true });
    }
  });
});
