import {
  InvokeEndpointCommand,
  InvokeEndpointWithResponseStreamCommand,
  ModelError,
  SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import type { EndpointOptions } from '../src/endpoint-options.js';
import { createFakeHost, createFakeMultiHost } from '../src/testing/fake-host.js';
import { fakeModel, jpeg, record } from '../src/testing/fake-model.js';
import { closeServers, serveRouter } from '../src/testing/serve-router.js';

afterEach(closeServers);

async function createClient(options: Partial<EndpointOptions> = {}): Promise<SageMakerRuntimeClient> {
  return new SageMakerRuntimeClient({
    endpoint: await serveRouter(options),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
}

const asJson = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as unknown;
const list = JSON.stringify({ instances: [{ image: '/9j/4A==' }, 'dGV4dA=='] });

describe(SageMakerRuntimeClient, () => {
  it('invokes the endpoint by its url, with options and attributes', async () => {
    const client = await createClient();
    const answer = await client.send(
      new InvokeEndpointCommand({
        EndpointName: 'garden-tools',
        Body: jpeg,
        ContentType: 'image/jpeg',
        CustomAttributes: 'conf=0.4;classes=hammer',
        TargetVariant: 'Blue',
      }),
    );
    expect(asJson(answer.Body)).toEqual([record]);
    expect(answer.ContentType).toBe('application/json');
    expect(answer.InvokedProductionVariant).toBe('Blue');
    expect(answer.CustomAttributes).toMatch(/^conf=0\.4;classes=hammer;model=model;ms=\d+\.\d$/);
  });

  it('throws the ModelError of the real runtime, with the answer of the container in it', async () => {
    const client = await createClient();
    const failing = client.send(new InvokeEndpointCommand({ EndpointName: 'e', Body: Buffer.from('text') }));
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ OriginalStatusCode: 400, $metadata: { httpStatusCode: 424 } });
    expect(JSON.parse((error as ModelError).OriginalMessage ?? '')).toMatchObject({ code: 'IMAGING_UNREADABLE' });
  });

  it('names one model of several by TargetModel', async () => {
    const host = createFakeMultiHost(fakeModel);
    await host.load({ modelName: 'a.tar.gz', modelUrl: '/opt/ml/models/a' });
    const client = await createClient({ host });
    const invoke = (TargetModel: string) =>
      client.send(new InvokeEndpointCommand({ EndpointName: 'e', Body: jpeg, TargetModel }));
    expect(asJson((await invoke('a.tar.gz')).Body)).toEqual([record]);
    await expect(invoke('b.tar.gz')).rejects.toMatchObject({ OriginalStatusCode: 404 });
  });

  it('streams a part an image', async () => {
    const client = await createClient();
    const answer = await client.send(
      new InvokeEndpointWithResponseStreamCommand({
        EndpointName: 'e',
        Body: Buffer.from(list),
        ContentType: 'application/json',
        Accept: 'application/jsonlines',
      }),
    );
    const parts: unknown[] = [];
    for await (const { PayloadPart } of answer.Body ?? []) parts.push(asJson(PayloadPart?.Bytes));
    expect(answer.ContentType).toBe('application/jsonlines');
    expect(parts).toEqual([[record], expect.objectContaining({ code: 'IMAGING_UNREADABLE' })]);
  });

  it('hears of a stream that breaks off', async () => {
    let images = 0;
    let fail: (error: Error) => void = () => undefined;
    const host = createFakeHost({
      ...fakeModel,
      detect: (image, request) =>
        images++ === 0 ? fakeModel.detect(image, request) : new Promise(() => fail(new Error('over'))),
    });
    const admission: EndpointOptions['admission'] = {
      queued: 0,
      running: 0,
      run: (work) =>
        Promise.race([work(new AbortController().signal), new Promise<never>((_, reject) => (fail = reject))]),
    };
    const client = await createClient({ host, admission });
    const answer = await client.send(
      new InvokeEndpointWithResponseStreamCommand({
        EndpointName: 'e',
        Body: Buffer.from(list),
        Accept: 'application/jsonlines',
      }),
    );
    const read = async () => {
      const events = [];
      for await (const event of answer.Body ?? []) events.push(event);
      return events;
    };
    await expect(read()).rejects.toMatchObject({ name: 'ModelStreamError', ErrorCode: 'StreamBroken' });
  });
});
