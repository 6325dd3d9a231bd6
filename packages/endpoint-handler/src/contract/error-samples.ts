import { UnreadableImageError, UnsupportedImageError } from '@detectory/imaging';
import { InferenceWorkerError, ModelStorageError } from '@detectory/inference-core';
import * as userCode from '../adapters/user-code/errors.js';
import * as errors from '../errors.js';
import * as hosting from '../hosting/errors.js';
import { requestTypes } from '../request/request-types.js';
import { responseTypes } from '../response/negotiate.js';
import { type ErrorBody, toErrorResponse } from '../response/to-error-response.js';

/** What may be wrong with the body, the options or the image of a request for detections. */
const requestFaults = [
  new errors.RequestBodyEmptyError(),
  new errors.MultipartInvalidError('The form has 2 fields (a, b) and none is named "body".'),
  new errors.JsonInvalidError('instances[2].image is a number; expected base64 text of an image file.'),
  new errors.Base64InvalidError('instances[0].image', "isn't base64 (12 characters)"),
  new errors.ReferenceRefusedError('image', 'https'),
  new errors.TooManyImagesError(100, 64),
  new errors.NpyInvalidError("The array's dtype is <f4; expected uint8 ('|u1')."),
  new errors.OptionInvalidError('There is no option "confidence"; did you mean "conf"?'),
  new UnreadableImageError(
    "The image can't be decoded (premature end of JPEG image). It is cut off or damaged; export it again.",
  ),
  new errors.NotAcceptableError('text/html', responseTypes),
  new errors.BodyTimeoutError(30_000),
  new errors.PayloadTooLargeError(25 * 1024 * 1024),
  new errors.MediaTypeUnsupportedError('application/pdf', 'a PDF document', requestTypes),
  new errors.ArchiveUnsupportedError('a ZIP archive'),
  new UnsupportedImageError('HEIC', 'Convert it to JPEG first (on an iPhone: Camera, Formats, Most Compatible).'),
];

/** What a model's own code may do to a request. */
const userCodeFaults = [
  new userCode.UserCodeRefusedError('There is no shop in "fr"; expected one of gb, nl, de.', 422),
  new userCode.UserCodeFailedError('postprocess', {
    kind: 'thrown',
    message: 'no such shop',
    where: 'handler.mjs:12:11',
  }),
  new userCode.UserCodeAnswerError(
    'predict',
    '[1].class is the text "hammer"; expected the class\'s index, 0 or more.',
  ),
  new userCode.UserCodeCrashedError('preprocess', 'its process ended by SIGSEGV, as by a crash in native code.'),
  new userCode.UserCodeUnavailableError('code/handler.mjs is being started again: its process ended with exit code 3.'),
  new userCode.UserCodeTimeoutError('predict', 10_000),
];

/** What may be wrong with a model that is loaded for a call. */
const modelFaults = [
  new hosting.ModelUnusableError('/opt/ml/models/f3a1/model holds no model.json and no .onnx file.'),
  new hosting.ModelUrlNotFoundError('/opt/ml/models/f3a1/model'),
];

const internalFault = new Error('shown to nobody');
const workerFault = new InferenceWorkerError('The inference process stopped (out of memory).');

/** Why a model can't be loaded, also by the request that names it, though nothing is wrong with it. */
const loadFaults = [
  new errors.NotReadyError(),
  workerFault,
  new ModelStorageError(
    "f3a1.tar.gz can't be unpacked in /tmp: the file system is read-only (EROFS). Let the server read it and write there, or set " +
      'TMPDIR to a folder that it may write to.',
    false,
  ),
  new hosting.ModelMemoryError('f3a1', 512e6, 90e6),
  new hosting.ModelDiskFullError(
    "f3a1.tar.gz can't be unpacked in /tmp: no space is left (ENOSPC). Free some there, or set TMPDIR to a folder that has more.",
  ),
];

/** What the state of the server may be. */
const serverFaults = [
  new hosting.QueueFullError(64),
  new hosting.BodyMemoryError(200 * 1024 * 1024),
  internalFault,
  new hosting.DeadlineExceededError(55_000),
  ...loadFaults,
];

const notLoaded = new errors.ModelNotLoadedError('f3a1');
const badPath = new URIError('URI malformed');
const managementFault = new errors.ManagementRequestInvalidError('model_name must be text of 1 to 512 characters.');
const tokenFault = new errors.ManagementRequestInvalidError('next_page_token is none that GET /models gave.');
const fixedModel = new hosting.ModelFixedError();
const noModelName = new errors.ModelNameMissingError();

/** The errors of each kind of route, as examples of what each looks like. */
export const errorSamples = {
  invocation: [...requestFaults, noModelName, notLoaded, ...modelFaults, ...userCodeFaults, ...serverFaults],
  namedInvocation: [...requestFaults, badPath, notLoaded, ...modelFaults, ...userCodeFaults, ...serverFaults],
  listModels: [tokenFault],
  loadModel: [
    managementFault,
    ...modelFaults,
    fixedModel,
    new errors.BodyTimeoutError(30_000),
    new hosting.ModelAlreadyLoadedError('f3a1', '/opt/ml/models/f3a1/model'),
    new errors.PayloadTooLargeError(64 * 1024),
    internalFault,
    ...loadFaults,
  ],
  getModel: [badPath, notLoaded],
  unloadModel: [badPath, notLoaded, fixedModel, internalFault, workerFault],
} as const;

/** On any path, or on none that there is. */
export const generalErrors = [
  new errors.MethodNotAllowedError('PUT', '/invocations', ['POST']),
  new errors.RouteNotFoundError('GET', '/nothing'),
  new errors.ClientGoneError(),
] as const;

export interface ErrorExample {
  readonly status: number;
  /** As OpenAPI names it: a code, or a range where the model's own code chooses. */
  readonly statusKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

const exampleRequestId = '5d3c1f0e-3b7a-4a8e-9d7b-2f6f0f3f8c11';

export function toExample(error: unknown): ErrorExample {
  const response = toErrorResponse(error, exampleRequestId);
  const isChosen = error instanceof userCode.UserCodeRefusedError;
  return { ...response, statusKey: isChosen ? '4XX' : String(response.status) };
}

/** Every error that a caller may see, once each code, in the order of the statuses. */
export function listErrors(): readonly ErrorExample[] {
  const all = [...Object.values(errorSamples).flat(), ...generalErrors].map(toExample);
  const byCode = new Map(all.map((example) => [example.body.code, example]));
  return [...byCode.values()].sort((a, b) => a.status - b.status || a.body.code.localeCompare(b.body.code));
}
