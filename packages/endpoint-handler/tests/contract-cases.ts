import { InferenceWorkerError, ModelStorageError } from '@detectory/inference-core';
import * as userCode from '../src/adapters/user-code/errors.js';
import type { EndpointOptions } from '../src/endpoint-options.js';
import {
  BodyMemoryError,
  DeadlineExceededError,
  ModelDiskFullError,
  ModelMemoryError,
  ModelUnusableError,
  ModelUrlNotFoundError,
  QueueFullError,
} from '../src/hosting/errors.js';
import { createFakeHost, createFakeMultiHost } from '../src/testing/fake-host.js';
import { fakeModel, heic, jpeg } from '../src/testing/fake-model.js';

/** One request, and what the document says of its answer. */
export interface ContractCase {
  /** As the document writes it. */
  readonly route: string;
  readonly status: number;
  /** Of an error. */
  readonly code?: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Sends only the head of a body and then nothing. */
  readonly isStalled?: boolean;
  readonly options?: Partial<EndpointOptions>;
}

type Fault = Omit<ContractCase, 'route' | 'path'> & { readonly code: string };

const admissionThat = (error: Error): Partial<EndpointOptions> => ({
  admission: { queued: 0, running: 0, run: () => Promise.reject(error) },
});
const modelThat = (error: Error): Partial<EndpointOptions> => ({
  host: createFakeHost({ ...fakeModel, detect: () => Promise.reject(error) }),
});
const hookThat = (error: Error): Partial<EndpointOptions> => ({
  host: createFakeHost({ ...fakeModel, hooks: { preprocess: () => Promise.reject(error) } }),
});
const notReady = (): Partial<EndpointOptions> => {
  const host = createFakeHost(fakeModel);
  host.state = 'draining';
  return { host };
};
const json = { 'content-type': 'application/json' };
const npyOfFloats = Buffer.concat([
  Buffer.from('\x93NUMPY\x01\x00\x46\x00', 'latin1'),
  Buffer.from("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 3), }".padEnd(70)),
]);

const invocationFaults: readonly Fault[] = [
  { status: 400, code: 'ENDPOINT_BODY_EMPTY', body: '' },
  { status: 400, code: 'ENDPOINT_MULTIPART_INVALID', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
  { status: 400, code: 'ENDPOINT_JSON_INVALID', body: '{', headers: json },
  { status: 400, code: 'ENDPOINT_BASE64_INVALID', body: '{"image":"***"}', headers: json },
  { status: 400, code: 'ENDPOINT_REFERENCE_REFUSED', body: '{"image":"s3://b/k"}', headers: json },
  {
    status: 400,
    code: 'ENDPOINT_TOO_MANY_IMAGES',
    body: '{"instances":["/9j/","/9j/"]}',
    headers: json,
    options: { maxImages: 1 },
  },
  { status: 400, code: 'ENDPOINT_NPY_INVALID', body: new Uint8Array(npyOfFloats) },
  { status: 400, code: 'ENDPOINT_OPTION_INVALID', headers: { 'X-Amzn-SageMaker-Custom-Attributes': 'conv=1' } },
  { status: 400, code: 'IMAGING_UNREADABLE', body: 'text', headers: { 'content-type': 'image/png' } },
  {
    status: 406,
    code: 'ENDPOINT_NOT_ACCEPTABLE',
    headers: { accept: 'text/html', 'X-Amzn-SageMaker-Accept': 'text/html' },
  },
  { status: 408, code: 'ENDPOINT_BODY_TIMEOUT', isStalled: true, options: { bodyIdleMs: 20 } },
  { status: 413, code: 'ENDPOINT_PAYLOAD_TOO_LARGE', body: 'x'.repeat(101), options: { maxPayloadBytes: 100 } },
  {
    status: 415,
    code: 'ENDPOINT_MEDIA_TYPE_UNSUPPORTED',
    body: '%PDF-1.7',
    headers: { 'content-type': 'application/pdf' },
  },
  {
    status: 415,
    code: 'ENDPOINT_ARCHIVE_UNSUPPORTED',
    body: 'PK\x03\x04',
    headers: { 'content-type': 'application/zip' },
  },
  { status: 415, code: 'IMAGING_UNSUPPORTED', body: heic },
  { status: 429, code: 'ENDPOINT_QUEUE_FULL', options: admissionThat(new QueueFullError(4)) },
  {
    status: 429,
    code: 'ENDPOINT_BODY_MEMORY',
    options: {
      bodyBudget: {
        reserve: () => {
          throw new BodyMemoryError(1);
        },
      },
    },
  },
  { status: 500, code: 'INTERNAL', body: '!secret', headers: { 'content-type': 'image/jpeg' } },
  { status: 503, code: 'ENDPOINT_NOT_READY', options: notReady() },
  { status: 503, code: 'INFERENCE_WORKER_FAILED', options: modelThat(new InferenceWorkerError('It died.')) },
  { status: 503, code: 'INFERENCE_MODEL_STORAGE', options: modelThat(new ModelStorageError('Read-only.', false)) },
  { status: 504, code: 'ENDPOINT_DEADLINE_EXCEEDED', options: admissionThat(new DeadlineExceededError(10)) },
  { status: 507, code: 'ENDPOINT_MODEL_MEMORY', options: modelThat(new ModelMemoryError('m', 2, 1)) },
  { status: 507, code: 'ENDPOINT_MODEL_DISK_FULL', options: modelThat(new ModelDiskFullError('No space.')) },
];

/** A model that is loaded for the request, and one with code of its own. */
const modelFaults: readonly Fault[] = [
  { status: 400, code: 'ENDPOINT_MODEL_UNUSABLE', options: modelThat(new ModelUnusableError('No model.json.')) },
  { status: 404, code: 'ENDPOINT_MODEL_URL_NOT_FOUND', options: modelThat(new ModelUrlNotFoundError('/m')) },
  ...[
    new userCode.UserCodeRefusedError('Name a shop.', 422),
    new userCode.UserCodeFailedError('preprocess', { kind: 'thrown', message: 'no such shop' }),
    new userCode.UserCodeAnswerError('preprocess', 'its answer is null; expected an object with images.'),
    new userCode.UserCodeCrashedError('preprocess', 'its process ended with exit code 0.'),
    new userCode.UserCodeTimeoutError('preprocess', 10_000),
    new userCode.UserCodeUnavailableError('code/handler.mjs is being started again.'),
  ].map((error) => ({ status: error.status, code: error.code, options: hookThat(error) })),
];

/** For routes that name their model in a header: none named, and one that isn't loaded. */
const targetFaults: readonly Fault[] = [
  { status: 400, code: 'ENDPOINT_MODEL_NAME_MISSING', options: { host: createFakeMultiHost(fakeModel) } },
  {
    status: 404,
    code: 'ENDPOINT_MODEL_NOT_LOADED',
    headers: { 'X-Amzn-SageMaker-Target-Model': 'other' },
    options: { host: createFakeMultiHost(fakeModel) },
  },
];

const namedFaults: readonly Fault[] = [
  { status: 400, code: 'ENDPOINT_PATH_INVALID' },
  { status: 404, code: 'ENDPOINT_MODEL_NOT_LOADED' },
];
const namedPaths: Partial<Record<string, string>> = {
  ENDPOINT_PATH_INVALID: '/models/%E0%A4%A/invoke',
  ENDPOINT_MODEL_NOT_LOADED: '/models/other/invoke',
};

const post = (route: string, path: string, faults: readonly Fault[]): ContractCase[] => [
  { route, status: 200, method: 'POST', path, body: jpeg },
  ...faults.map((fault) => ({ method: 'POST', body: jpeg, path, route, ...fault })),
];

const invoke = '/models/{name}/invoke';
const invocationCases: readonly ContractCase[] = [
  // A record that can't be used, in a batch transform.
  {
    route: 'POST /invocations',
    path: '/invocations',
    method: 'POST',
    status: 200,
    body: 'text',
    headers: { 'content-type': 'image/png' },
    options: { batch: { variable: 'true' } },
  },
  ...post('POST /invocations', '/invocations', [...invocationFaults, ...modelFaults, ...targetFaults]),
  ...post(`POST ${invoke}`, '/models/model/invoke', [...invocationFaults, ...modelFaults]),
  ...namedFaults.map((fault) => ({
    route: `POST ${invoke}`,
    method: 'POST',
    body: jpeg,
    path: namedPaths[fault.code] ?? '',
    ...fault,
  })),
  ...(['/invocations', '/invocations-response-stream'] as const).flatMap((end) =>
    post(`POST /endpoints/{name}${end}`, `/endpoints/any${end}`, [
      ...invocationFaults,
      ...modelFaults,
      ...targetFaults,
    ]),
  ),
];

const multi = (...loaded: readonly string[]): Partial<EndpointOptions> => {
  const host = createFakeMultiHost(fakeModel);
  for (const modelName of loaded) void host.load({ modelName, modelUrl: `/opt/ml/models/${modelName}/model` });
  return { host };
};
const load = (url: string): string => JSON.stringify({ model_name: 'f3a1', url: `/opt/ml/models/${url}` });
const loadCase = { route: 'POST /models', path: '/models', method: 'POST' } as const;
const getCase = { route: 'GET /models/{name}', path: '/models/f3a1' } as const;
const deleteCase = { route: 'DELETE /models/{name}', path: '/models/f3a1', method: 'DELETE' } as const;

const modelCases: readonly ContractCase[] = [
  { route: 'GET /models', path: '/models', status: 200 },
  { route: 'GET /models', path: '/models', status: 200, options: multi() },
  { route: 'GET /models', path: '/models?next_page_token=x', status: 400, code: 'ENDPOINT_REQUEST_INVALID' },
  { ...loadCase, status: 200, body: load('f3a1/model'), options: multi() },
  { ...loadCase, status: 400, code: 'ENDPOINT_REQUEST_INVALID', body: '{"url":"x"}', options: multi() },
  { ...loadCase, status: 400, code: 'ENDPOINT_MODEL_UNUSABLE', body: load('garbage'), options: multi() },
  { ...loadCase, status: 404, code: 'ENDPOINT_MODEL_URL_NOT_FOUND', body: load('missing'), options: multi() },
  { ...loadCase, status: 405, code: 'ENDPOINT_MODEL_FIXED', body: load('f3a1/model') },
  { ...loadCase, status: 408, code: 'ENDPOINT_BODY_TIMEOUT', isStalled: true, options: { ...multi(), bodyIdleMs: 20 } },
  { ...loadCase, status: 409, code: 'ENDPOINT_MODEL_ALREADY_LOADED', body: load('f3a1/model'), options: multi('f3a1') },
  { ...loadCase, status: 413, code: 'ENDPOINT_PAYLOAD_TOO_LARGE', body: ' '.repeat(70_000), options: multi() },
  { ...loadCase, status: 500, code: 'INTERNAL', body: load('secret'), options: multi() },
  { ...loadCase, status: 503, code: 'ENDPOINT_NOT_READY', body: load('late'), options: multi() },
  { ...loadCase, status: 503, code: 'INFERENCE_MODEL_STORAGE', body: load('read-only'), options: multi() },
  { ...loadCase, status: 503, code: 'INFERENCE_WORKER_FAILED', body: load('deadly'), options: multi() },
  { ...loadCase, status: 507, code: 'ENDPOINT_MODEL_DISK_FULL', body: load('full'), options: multi() },
  { ...loadCase, status: 507, code: 'ENDPOINT_MODEL_MEMORY', body: load('huge'), options: multi() },
  { ...getCase, status: 200, options: multi('f3a1') },
  { ...getCase, status: 400, path: '/models/%E0%A4%A', code: 'ENDPOINT_PATH_INVALID' },
  { ...getCase, status: 404, code: 'ENDPOINT_MODEL_NOT_LOADED' },
  { ...deleteCase, status: 200, options: multi('f3a1') },
  { ...deleteCase, status: 400, path: '/models/%E0%A4%A', code: 'ENDPOINT_PATH_INVALID', options: multi() },
  { ...deleteCase, status: 404, code: 'ENDPOINT_MODEL_NOT_LOADED', options: multi() },
  { ...deleteCase, status: 405, code: 'ENDPOINT_MODEL_FIXED' },
  { ...deleteCase, status: 500, path: '/models/secret', code: 'INTERNAL', options: multi('secret') },
  { ...deleteCase, status: 503, path: '/models/deadly', code: 'INFERENCE_WORKER_FAILED', options: multi('deadly') },
];

const serviceCases: readonly ContractCase[] = [
  { route: 'GET /ping', path: '/ping', status: 200 },
  { route: 'GET /ping', path: '/ping', status: 503, options: notReady() },
  ...['/execution-parameters', '/metrics', '/openapi.json'].map((path) => ({
    route: `GET ${path}`,
    path,
    status: 200,
  })),
];

const reached = [...serviceCases, ...invocationCases, ...modelCases];

/** Each path takes no PATCH, whichever of its operations is meant. */
const methodCases: readonly ContractCase[] = [...new Map(reached.map((one) => [one.route, one])).values()].map(
  ({ route, path }) => ({ route, path, method: 'PATCH', status: 405, code: 'ENDPOINT_METHOD_NOT_ALLOWED' }),
);

export const contractCases: readonly ContractCase[] = [...reached, ...methodCases];
