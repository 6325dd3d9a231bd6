import { describe, expect, it } from 'vitest';
import { UsageError } from '@detectory/terminal';
import { readSettings } from './read-settings.js';

describe(readSettings, () => {
  it('has a default for everything that needs one', () => {
    expect(readSettings({}, {})).toEqual({
      model: '/opt/ml/model',
      isMultiModel: false,
      port: 8080,
      host: '0.0.0.0',
      workers: 1,
      maxQueue: 256,
      timeoutSeconds: 55,
      maxPayloadMb: 25,
      bodyIdleSeconds: 30,
      batchPlaceholders: 'on',
      playground: 'auto',
      verify: true,
      json: false,
      logLevel: 'info',
      startupTimeoutSeconds: 600,
      defaultAccept: 'application/json',
      userCode: 'on',
    });
  });

  it("takes SageMaker's variables", () => {
    const settings = readSettings(
      {},
      {
        SAGEMAKER_BIND_TO_PORT: '9001',
        SAGEMAKER_SAFE_PORT_RANGE: '9001-9010',
        SAGEMAKER_MODEL_SERVER_WORKERS: '2',
        SAGEMAKER_MODEL_SERVER_TIMEOUT: '60',
        SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS: '240',
        SAGEMAKER_CONTAINER_LOG_LEVEL: '40',
        SAGEMAKER_MAX_PAYLOAD_IN_MB: '6',
        SAGEMAKER_STARTUP_TIMEOUT: '120',
        SAGEMAKER_BATCH: 'True',
        SAGEMAKER_BATCH_STRATEGY: 'SINGLE_RECORD',
        SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '4',
        SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: 'text/csv',
        DETECTORY_USER_CODE: 'off',
        DETECTORY_BATCH_PLACEHOLDERS: 'off',
        DETECTORY_BODY_IDLE: '2.5',
      },
    );
    expect(settings).toMatchObject({
      port: 9001,
      safePortRange: [9001, 9010],
      workers: 2,
      timeoutSeconds: 240,
      logLevel: 'error',
      maxPayloadMb: 6,
      startupTimeoutSeconds: 120,
      batch: 'True',
      batchStrategy: 'SINGLE_RECORD',
      maxConcurrentTransforms: 4,
      defaultAccept: 'text/csv',
      userCode: 'off',
      batchPlaceholders: 'off',
      bodyIdleSeconds: 2.5,
    });
  });

  it('lets a flag win over a variable, and an empty variable count as none', () => {
    expect(readSettings({ port: '9000' }, { SAGEMAKER_BIND_TO_PORT: '9001' }).port).toBe(9000);
    expect(readSettings({ verify: false }, {}).verify).toBe(false);
    expect(readSettings({}, { SAGEMAKER_BIND_TO_PORT: '' }).port).toBe(8080);
    expect(readSettings({}, { SAGEMAKER_MODEL_SERVER_TIMEOUT: '50' }).timeoutSeconds).toBe(50);
  });

  it('serves many models from /opt/ml/models where the platform says so, or from the folder that a flag names', () => {
    expect(readSettings({}, { SAGEMAKER_MULTI_MODEL: 'true' })).toMatchObject({
      isMultiModel: true,
      models: '/opt/ml/models',
    });
    expect(readSettings({ models: 'm' }, { SAGEMAKER_MULTI_MODEL: 'true' })).toMatchObject({ models: 'm' });
    expect(readSettings({ models: 'm' }, {})).toMatchObject({ isMultiModel: false, models: 'm' });
    expect(() => readSettings({ models: 'm', model: 'a' }, {})).toThrow(/keep one of them/);
  });

  it('takes the payload of a batch transform in chunks, 0, as the largest there is', () => {
    expect(readSettings({}, { SAGEMAKER_MAX_PAYLOAD_IN_MB: '0' }).maxPayloadMb).toBe(1_024);
  });

  it('takes SAGEMAKER_BATCH=false as no batch transform', () => {
    expect(readSettings({}, { SAGEMAKER_BATCH: 'false' })).not.toHaveProperty('batch');
  });

  it.each([
    [{ port: '99999' }, {}, '--port is "99999"; expected a whole number from 0 to 65535.'],
    [{ port: '' }, {}, '--port is ""; expected a whole number from 0 to 65535.'],
    [{ workers: '0' }, {}, '--workers is "0"; expected a whole number from 1 to 256.'],
    [{ timeout: '-1' }, {}, '--timeout is "-1"; expected a number above 0, at most 3600.'],
    [{ playground: 'maybe' }, {}, '--playground is "maybe"; expected one of on, off, auto.'],
    [
      {},
      { SAGEMAKER_SAFE_PORT_RANGE: '9-1' },
      'SAGEMAKER_SAFE_PORT_RANGE is "9-1"; expected two ports, the lower one first, as in 20000-20999.',
    ],
    [{}, { SAGEMAKER_CONTAINER_LOG_LEVEL: 'loud' }, /expected 10, 20, 30, 40 or 50, or debug/],
    [{}, { SAGEMAKER_MULTI_MODEL: 'perhaps' }, 'SAGEMAKER_MULTI_MODEL is "perhaps"; expected true or false.'],
    [{}, { SAGEMAKER_BATCH_STRATEGY: 'ALL' }, /expected SINGLE_RECORD or MULTI_RECORD/],
    [{ batchPlaceholders: 'never' }, {}, '--batch-placeholders is "never"; expected one of on, off.'],
    [{}, { DETECTORY_USER_CODE: 'never' }, /expected one of on, off/],
  ])('says what is wrong with %j %j', (flags, environment, message) => {
    const read = () => readSettings(flags as Record<string, string>, environment as Record<string, string>);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it.each([
    ['30', 'warn'],
    ['WARNING', 'warn'],
    ['critical', 'fatal'],
    ['10', 'debug'],
  ] as const)('takes the level %s', (text, level) => {
    expect(readSettings({}, { SAGEMAKER_CONTAINER_LOG_LEVEL: text }).logLevel).toBe(level);
  });
});
