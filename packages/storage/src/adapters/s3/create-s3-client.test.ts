import { describe, expect, it } from 'vitest';
import { createS3Client } from './create-s3-client.js';

describe(createS3Client, () => {
  it.each([
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, true, 'us-east-1'],
    [{ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9', AWS_REGION: 'eu-central-1' }, true, 'eu-central-1'],
    [{ AWS_DEFAULT_REGION: 'eu-west-1' }, false, 'eu-west-1'],
  ])('takes %j: bucket in the path %s, region %s', async (environment, pathStyle, region) => {
    const { config } = createS3Client({ environment });
    expect([config.forcePathStyle, await config.region()]).toEqual([pathStyle, region]);
  });

  it('waits for no connection for ever, and tries six times', async () => {
    const { config } = createS3Client({ environment: { AWS_REGION: 'eu-west-1' } });
    expect(await config.maxAttempts()).toBe(6);
    await config.requestHandler.handle({ protocol: 'http:', hostname: '127.0.0.1', port: 9 } as never).catch(() => 0);
    const handler = config.requestHandler as unknown as { httpHandlerConfigs(): object };
    expect(handler.httpHandlerConfigs()).toMatchObject({
      connectionTimeout: 10_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
    });
  });
});
