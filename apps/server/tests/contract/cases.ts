import { readFileSync } from 'node:fs';
import { blankPhoto } from '../start-server.js';

/** One request to a server of one model, and the answer that its contract promises. */
export interface ServedCase {
  /** As the document writes it. */
  readonly route: string;
  readonly status: number;
  /** Of an error. */
  readonly code?: string;
  /** Where it isn't the route's own. */
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer> | FormData;
}

const photo = readFileSync(blankPhoto);
const base64 = photo.toString('base64');
const form = new FormData();
form.set('body', new Blob([photo]), 'photo.png');
const json = { 'content-type': 'application/json' };
/** Of a HEIC file, what tells its format. */
const heic = Buffer.from('\0\0\0\x18ftypheic');

const invocation = { route: 'POST /invocations', body: photo } as const;
const named = { route: 'POST /models/{name}/invoke', path: '/models/model/invoke', body: photo } as const;
const runtime = {
  route: 'POST /endpoints/{name}/invocations',
  path: '/endpoints/any/invocations',
  body: photo,
} as const;
const stream = {
  route: 'POST /endpoints/{name}/invocations-response-stream',
  path: '/endpoints/any/invocations-response-stream',
  body: photo,
} as const;
const listed = JSON.stringify({ instances: [{ image: base64 }, { b64: base64 }] });
const load = JSON.stringify({ model_name: 'other', url: '/opt/ml/models/other/model' });

const serviceCases: readonly ServedCase[] = [
  { route: 'GET /ping', status: 200 },
  { route: 'GET /ping', status: 405, method: 'POST', code: 'ENDPOINT_METHOD_NOT_ALLOWED' },
  { route: 'GET /execution-parameters', status: 200 },
  { route: 'GET /metrics', status: 200 },
  { route: 'GET /openapi.json', status: 200 },
];

const invocationCases: readonly ServedCase[] = [
  { ...invocation, status: 200 },
  { ...invocation, status: 200, body: form },
  { ...invocation, status: 200, body: JSON.stringify({ image: base64 }), headers: json },
  { ...invocation, status: 200, body: listed, headers: json },
  { ...invocation, status: 200, headers: { accept: 'text/csv' } },
  { ...invocation, status: 200, headers: { accept: 'application/jsonlines' } },
  { ...invocation, status: 200, headers: { accept: 'image/jpeg' } },
  { ...invocation, status: 400, code: 'ENDPOINT_BODY_EMPTY', body: '' },
  { ...invocation, status: 400, code: 'ENDPOINT_JSON_INVALID', body: '{', headers: json },
  { ...invocation, status: 400, code: 'ENDPOINT_BASE64_INVALID', body: '{"image":"***"}', headers: json },
  { ...invocation, status: 400, code: 'ENDPOINT_REFERENCE_REFUSED', body: '{"image":"s3://b/k"}', headers: json },
  { ...invocation, status: 400, code: 'ENDPOINT_OPTION_INVALID', path: '/invocations?conv=1' },
  { ...invocation, status: 400, code: 'IMAGING_UNREADABLE', body: photo.subarray(0, 100) },
  { ...invocation, status: 405, code: 'ENDPOINT_METHOD_NOT_ALLOWED', method: 'PATCH' },
  { ...invocation, status: 406, code: 'ENDPOINT_NOT_ACCEPTABLE', headers: { accept: 'text/html' } },
  { ...invocation, status: 413, code: 'ENDPOINT_PAYLOAD_TOO_LARGE', body: Buffer.alloc(1024 ** 2 + 1) },
  {
    ...invocation,
    status: 415,
    code: 'ENDPOINT_MEDIA_TYPE_UNSUPPORTED',
    body: '%PDF-1.7',
    headers: { 'content-type': 'application/pdf' },
  },
  { ...invocation, status: 415, code: 'IMAGING_UNSUPPORTED', body: heic },
  { ...named, status: 200 },
  { ...named, status: 404, path: '/models/other/invoke', code: 'ENDPOINT_MODEL_NOT_LOADED' },
  { ...named, status: 400, path: '/models/%E0%A4%A/invoke', code: 'ENDPOINT_PATH_INVALID' },
  { ...runtime, status: 200 },
  { ...runtime, status: 424, body: '' },
  { ...stream, status: 200 },
  { ...stream, status: 424, body: '' },
];

const modelCases: readonly ServedCase[] = [
  { route: 'GET /models', status: 200 },
  { route: 'GET /models', status: 400, path: '/models?next_page_token=x', code: 'ENDPOINT_REQUEST_INVALID' },
  { route: 'GET /models/{name}', status: 200, path: '/models/model' },
  { route: 'GET /models/{name}', status: 404, path: '/models/other', code: 'ENDPOINT_MODEL_NOT_LOADED' },
  { route: 'POST /models', status: 405, body: load, code: 'ENDPOINT_MODEL_FIXED' },
  { route: 'DELETE /models/{name}', status: 405, path: '/models/model', code: 'ENDPOINT_MODEL_FIXED' },
];

export const servedCases: readonly ServedCase[] = [...serviceCases, ...invocationCases, ...modelCases];
