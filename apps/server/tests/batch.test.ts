import { afterEach, describe, expect, it } from 'vitest';
import { send } from './bad-input/send.js';
import { constantModel, type RunningServer, startServer } from './start-server.js';

let server: RunningServer | undefined;
afterEach(() => server?.stop());

async function start(env: Record<string, string>, ...flags: readonly string[]): Promise<string> {
  server = await startServer(['--model', constantModel, ...flags], { env });
  return server.url;
}

describe('GET /execution-parameters', () => {
  const aws = { SAGEMAKER_BATCH: 'true' };
  it.each([
    ['two requests a worker', aws, [], { MaxConcurrentTransforms: 2, MaxPayloadInMB: 25 }],
    ['no more than 100 MB at once', aws, ['--workers', '3'], { MaxConcurrentTransforms: 4, MaxPayloadInMB: 25 }],
    [
      'more of smaller bodies',
      { ...aws, SAGEMAKER_MODEL_SERVER_WORKERS: '3', SAGEMAKER_MAX_PAYLOAD_IN_MB: '6' },
      [],
      { MaxConcurrentTransforms: 6, MaxPayloadInMB: 6 },
    ],
    [
      'what the job asked for',
      { ...aws, SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '3' },
      [],
      { MaxConcurrentTransforms: 3, MaxPayloadInMB: 25 },
    ],
  ])('proposes to SageMaker %s', async (_, env, flags, expected) => {
    const answer = await fetch(`${await start(env, ...flags)}/execution-parameters`);
    expect(await answer.json()).toEqual({ ...expected, BatchStrategy: 'SINGLE_RECORD' });
  });

  it('proposes one request at a time, in its own spelling, to the local mode of the Python SDK', async () => {
    const answer = await fetch(`${await start({ SAGEMAKER_BATCH: 'True' })}/execution-parameters`);
    expect(await answer.json()).toEqual({
      MaxConcurrentTransforms: 1,
      BatchStrategy: 'SingleRecord',
      MaxPayloadInMB: 25,
    });
  });
});

describe('a record that can not be used', () => {
  const statusOf = async (env: Record<string, string>, ...flags: readonly string[]) =>
    (await send(await start(env, ...flags), { body: 'no image' })).status;

  it('gets a placeholder in a batch transform', async () => {
    expect(await statusOf({ SAGEMAKER_BATCH: 'true' })).toBe(200);
  });

  it.each([
    ['a variable says so', { SAGEMAKER_BATCH: 'true', DETECTORY_BATCH_PLACEHOLDERS: 'off' }, []],
    ['a flag says so', { SAGEMAKER_BATCH: 'true' }, ['--batch-placeholders', 'off']],
    ['SAGEMAKER_BATCH says that there is no batch transform', { SAGEMAKER_BATCH: 'false' }, []],
  ] as const)('gets its error where %s', async (_, env, flags) => {
    expect(await statusOf(env, ...flags)).toBe(400);
  });
});
