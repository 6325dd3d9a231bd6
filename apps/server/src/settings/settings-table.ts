import {
  logLevel,
  oneOf,
  type ParseValue,
  portRange,
  positiveNumber,
  text,
  ValueRefused,
  wholeNumber,
  yesOrNo,
} from './parse-value.js';
import type { Settings } from './settings.js';

/** One setting: where it is read from, what it may be and what it is for. The command line and the docs come from it. */
export interface SettingRow<Key extends keyof Settings = keyof Settings> {
  readonly key: Key;
  /** As commander takes it; absent where only the environment sets it. */
  readonly flag?: string;
  /** Variables, the first that is set wins; a flag wins over all. */
  readonly variables: readonly string[];
  readonly parse: ParseValue<Settings[Key]>;
  readonly fallback?: Settings[Key];
  /** What the table says instead of the fallback's own text. */
  readonly fallbackText?: string;
  readonly meaning: string;
}

function row<Key extends keyof Settings>(setting: SettingRow<Key>): SettingRow {
  // The key ties the value's type to its setting; a list of them can only say that it is one of all.
  return setting as unknown as SettingRow;
}

const batchStrategy = (value: string): NonNullable<Settings['batchStrategy']> =>
  value.replace(/_/g, '').toLowerCase() === 'multirecord'
    ? 'MULTI_RECORD'
    : value.replace(/_/g, '').toLowerCase() === 'singlerecord'
      ? 'SINGLE_RECORD'
      : refuse('expected SINGLE_RECORD or MULTI_RECORD');

function refuse(expected: string): never {
  throw new ValueRefused(expected);
}

const largestPayloadMb = 1_024;
/** A batch transform job whose photos come in chunks has a MaxPayloadInMB of 0, and the platform hands that on. */
const payloadMb = (value: string): number =>
  value.trim() === '0' ? largestPayloadMb : positiveNumber(largestPayloadMb)(value);

const batch = (value: string): string | undefined => (yesOrNo(value) ? value : undefined);

export const settingsTable: readonly SettingRow[] = [
  row({
    key: 'model',
    flag: '--model <path>',
    variables: [],
    parse: text,
    fallback: '/opt/ml/model',
    meaning: 'a model folder, model.tar.gz, bare .onnx or s3:// URI of one',
  }),
  row({
    key: 'models',
    flag: '--models <dir>',
    variables: [],
    parse: text,
    fallbackText: '/opt/ml/models in multi-model mode',
    meaning: 'serve many models below this folder: each is loaded by the first request that names it',
  }),
  row({
    key: 'isMultiModel',
    variables: ['SAGEMAKER_MULTI_MODEL'],
    parse: yesOrNo,
    fallback: false,
    meaning: 'many models, of which none is loaded before POST /models',
  }),
  row({
    key: 'port',
    flag: '--port <n>',
    variables: ['SAGEMAKER_BIND_TO_PORT'],
    parse: wholeNumber(0, 65_535),
    fallback: 8080,
    meaning: 'port to listen on; 0 picks a free one',
  }),
  row({
    key: 'host',
    flag: '--host <address>',
    variables: [],
    parse: text,
    fallback: '0.0.0.0',
    meaning: 'address to listen on',
  }),
  row({
    key: 'safePortRange',
    variables: ['SAGEMAKER_SAFE_PORT_RANGE'],
    parse: portRange,
    fallbackText: 'none',
    meaning: 'ports that a second listener may take; checked only, as there is no second listener',
  }),
  row({
    key: 'workers',
    flag: '--workers <n>',
    variables: ['SAGEMAKER_MODEL_SERVER_WORKERS'],
    parse: wholeNumber(1, 256),
    fallback: 1,
    meaning: 'inference processes that all models share, each with a copy of every model',
  }),
  row({
    key: 'threads',
    flag: '--threads <n>',
    variables: [],
    parse: wholeNumber(1, 256),
    fallbackText: 'cores / workers',
    meaning: 'threads of ONNX Runtime in each worker',
  }),
  row({
    key: 'maxQueue',
    flag: '--max-queue <n>',
    variables: [],
    parse: wholeNumber(0, 100_000),
    fallback: 256,
    meaning: 'requests that may wait; the next one gets 429',
  }),
  row({
    key: 'timeoutSeconds',
    flag: '--timeout <seconds>',
    variables: ['SAGEMAKER_MODEL_SERVER_TIMEOUT_SECONDS', 'SAGEMAKER_MODEL_SERVER_TIMEOUT'],
    parse: positiveNumber(3_600),
    fallback: 55,
    meaning: 'seconds that a request may wait and run; then it gets 504',
  }),
  row({
    key: 'maxPayloadMb',
    flag: '--max-payload <mb>',
    variables: ['SAGEMAKER_MAX_PAYLOAD_IN_MB'],
    parse: payloadMb,
    fallback: 25,
    meaning: 'largest request body in MB (1,048,576 bytes); above it 413; 0 stands for 1024',
  }),
  row({
    key: 'bodyIdleSeconds',
    flag: '--body-idle <seconds>',
    variables: ['DETECTORY_BODY_IDLE'],
    parse: positiveNumber(3_600),
    fallback: 30,
    meaning: 'longest pause within a body in seconds; then it gets 408',
  }),
  row({
    key: 'memoryBudgetMb',
    flag: '--memory-budget <mb>',
    variables: [],
    parse: positiveNumber(16_000_000),
    fallbackText: '80% of the container or machine',
    meaning: 'MB (1,000,000 bytes) that the process may take; a model that finds no room gets 507',
  }),
  row({
    key: 'playground',
    flag: '--playground <on|off|auto>',
    variables: [],
    parse: oneOf('on', 'off', 'auto'),
    fallback: 'auto',
    meaning: 'a page at / to try the model; auto: off in the image, on elsewhere',
  }),
  row({
    key: 'verify',
    flag: '--no-verify',
    variables: [],
    parse: yesOrNo,
    fallback: true,
    fallbackText: 'verified',
    meaning: "don't compare the model's files with the sha256 in its model.json",
  }),
  row({
    key: 'json',
    flag: '--json',
    variables: [],
    parse: yesOrNo,
    fallback: false,
    fallbackText: 'text; JSON in the image',
    meaning: 'log as JSON lines instead of text',
  }),
  row({
    key: 'logLevel',
    variables: ['SAGEMAKER_CONTAINER_LOG_LEVEL'],
    parse: logLevel,
    fallback: 'info',
    meaning: 'least level that is logged: 10 debug, 20 info, 30 warn, 40 error, 50 fatal, or the names',
  }),
  row({
    key: 'startupTimeoutSeconds',
    variables: ['SAGEMAKER_STARTUP_TIMEOUT'],
    parse: positiveNumber(86_400),
    fallback: 600,
    meaning: 'seconds until the model must be ready; then the server ends with exit code 1',
  }),
  row({
    key: 'batch',
    variables: ['SAGEMAKER_BATCH'],
    parse: batch,
    fallbackText: 'false',
    meaning: 'a batch transform job calls: an image that fails gets a placeholder instead of an error',
  }),
  row({
    key: 'batchPlaceholders',
    flag: '--batch-placeholders <on|off>',
    variables: ['DETECTORY_BATCH_PLACEHOLDERS'],
    parse: oneOf('on', 'off'),
    fallback: 'on',
    meaning: 'off: an image that fails in a batch transform gets its error status, as on an endpoint',
  }),
  row({
    key: 'batchStrategy',
    variables: ['SAGEMAKER_BATCH_STRATEGY'],
    parse: batchStrategy,
    fallbackText: 'SINGLE_RECORD',
    meaning: 'known and checked; a photo is always a record of its own',
  }),
  row({
    key: 'maxConcurrentTransforms',
    variables: ['SAGEMAKER_MAX_CONCURRENT_TRANSFORMS'],
    parse: wholeNumber(1, 1_000),
    fallbackText: '2 × workers',
    meaning: 'what GET /execution-parameters proposes; times the largest body at most 100 MB, as SageMaker wants it',
  }),
  row({
    key: 'defaultAccept',
    variables: ['SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT'],
    parse: text,
    fallback: 'application/json',
    meaning: 'type of the answer where the request has no Accept, or */*',
  }),
  row({
    key: 'userCode',
    variables: ['DETECTORY_USER_CODE'],
    parse: oneOf('on', 'off'),
    fallback: 'on',
    meaning: "whether the model's own code/handler.mjs runs",
  }),
];
