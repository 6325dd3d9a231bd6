/** An error whose reader is the caller of the endpoint. The router alone turns it into an HTTP answer. */
export abstract class EndpointError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment' | 'bug';
  abstract readonly status: number;
  /** What the caller can do about it. */
  abstract readonly hint: string;
  /** For 429 and 503: when to try again. Default 1. */
  readonly retryAfterSeconds?: number;
}

/** The caller sent something that can't be used. */
abstract class RequestError extends EndpointError {
  readonly blame = 'input';
}

export class RequestBodyEmptyError extends RequestError {
  override readonly name = 'RequestBodyEmptyError';
  readonly code = 'ENDPOINT_BODY_EMPTY';
  readonly status = 400;
  readonly hint =
    'Send the image as the body (curl --data-binary @photo.jpg) or as a form field named body (curl -F "body=@photo.jpg").';
  constructor(where?: string) {
    super(where ? `${where} is empty.` : 'The request has no body.');
  }
}

export class MultipartInvalidError extends RequestError {
  override readonly name = 'MultipartInvalidError';
  readonly code = 'ENDPOINT_MULTIPART_INVALID';
  readonly status = 400;
  readonly hint = 'Send one file in the form field named body: curl -F "body=@photo.jpg".';
}

/** A JSON or JSON Lines body that isn't one of the forms that name images. */
export class JsonInvalidError extends RequestError {
  override readonly name = 'JsonInvalidError';
  readonly code = 'ENDPOINT_JSON_INVALID';
  readonly status = 400;
  readonly hint =
    'Send {"image": "<base64>"} or {"instances": [{"image": "<base64>"}, …]} in UTF-8, or one such object a line as application/jsonlines.';
}

export class Base64InvalidError extends RequestError {
  override readonly name = 'Base64InvalidError';
  readonly code = 'ENDPOINT_BASE64_INVALID';
  readonly status = 400;
  readonly hint = 'Encode the bytes of the image file as base64, with or without data:image/jpeg;base64, before them.';
  constructor(where: string, reason: string, options?: ErrorOptions) {
    super(`The base64 text at ${where} ${reason}.`, options);
  }
}

/** Fetching what a caller names would let callers reach whatever the server can reach. */
export class ReferenceRefusedError extends RequestError {
  override readonly name = 'ReferenceRefusedError';
  readonly code = 'ENDPOINT_REFERENCE_REFUSED';
  readonly status = 400;
  readonly hint = 'Fetch the image yourself and send its bytes.';
  constructor(where: string, scheme: string) {
    super(`The value at ${where} is a reference (${scheme}:); this server fetches nothing.`);
  }
}

export class TooManyImagesError extends RequestError {
  override readonly name = 'TooManyImagesError';
  readonly code = 'ENDPOINT_TOO_MANY_IMAGES';
  readonly status = 400;
  readonly hint = 'Send fewer images in one request, and more requests.';
  constructor(count: number, limit: number, circumstance = '') {
    super(`The request holds ${count} images; at most ${limit} are taken at once${circumstance}.`);
  }
}

export class NpyInvalidError extends RequestError {
  override readonly name = 'NpyInvalidError';
  readonly code = 'ENDPOINT_NPY_INVALID';
  readonly status = 400;
  readonly hint =
    'Save a C-ordered uint8 array of shape (height, width, 3) in RGB, (images, height, width, 3) or (height, width) with numpy.save.';
}

export class OptionInvalidError extends RequestError {
  override readonly name = 'OptionInvalidError';
  readonly code = 'ENDPOINT_OPTION_INVALID';
  readonly status = 400;
  readonly hint =
    'Options are conf, iou, classes, imgsz and max, as ?conf=0.4 or X-Amzn-SageMaker-Custom-Attributes: conf=0.4;classes=drill,hammer.';
}

/** The body of a model-management request, its page token or its path. */
export class ManagementRequestInvalidError extends RequestError {
  override readonly name = 'ManagementRequestInvalidError';
  readonly code = 'ENDPOINT_REQUEST_INVALID';
  readonly status = 400;
  readonly hint = 'Look at GET /openapi.json for what this route takes.';
}

export class ModelNotLoadedError extends RequestError {
  override readonly name = 'ModelNotLoadedError';
  readonly code = 'ENDPOINT_MODEL_NOT_LOADED';
  readonly status = 404;
  readonly hint: string;
  /** @param servedName the only model, where the server serves one */
  constructor(modelName: string, servedName?: string) {
    super(`No model named "${modelName}" is loaded.`);
    this.hint = servedName
      ? `This server serves one model: use POST /invocations or POST /models/${servedName}/invoke.`
      : 'Load it with POST /models; GET /models lists what is loaded.';
  }
}

/** A multi-model server was asked without saying which model. */
export class ModelNameMissingError extends RequestError {
  override readonly name = 'ModelNameMissingError';
  readonly code = 'ENDPOINT_MODEL_NAME_MISSING';
  readonly status = 400;
  readonly hint =
    'Use POST /models/{name}/invoke, or name the model in the header X-Amzn-SageMaker-Target-Model (TargetModel in an AWS SDK).';
  constructor() {
    super('This server holds several models, and the request names none.');
  }
}

export class RouteNotFoundError extends RequestError {
  override readonly name = 'RouteNotFoundError';
  readonly code = 'ENDPOINT_ROUTE_NOT_FOUND';
  readonly status = 404;
  readonly hint = 'Use GET /ping, POST /invocations or POST /models/model/invoke; GET /openapi.json lists every route.';
  constructor(method: string, path: string) {
    super(`There is no ${method} ${path}.`);
  }
}

export class MethodNotAllowedError extends RequestError {
  override readonly name = 'MethodNotAllowedError';
  readonly code = 'ENDPOINT_METHOD_NOT_ALLOWED';
  readonly status = 405;
  readonly hint: string;
  constructor(
    method: string,
    path: string,
    readonly allowed: readonly string[],
  ) {
    super(`${path} takes no ${method}.`);
    this.hint = `Use ${allowed.join(' or ')}.`;
  }
}

export class NotAcceptableError extends RequestError {
  override readonly name = 'NotAcceptableError';
  readonly code = 'ENDPOINT_NOT_ACCEPTABLE';
  readonly status = 406;
  readonly hint: string;
  constructor(accept: string, offered: readonly string[]) {
    super(`The Accept header asks for ${accept}, which this server can't answer.`);
    this.hint = `Ask for one of ${offered.join(', ')}.`;
  }
}

export class BodyTimeoutError extends RequestError {
  override readonly name = 'BodyTimeoutError';
  readonly code = 'ENDPOINT_BODY_TIMEOUT';
  readonly status = 408;
  readonly hint = 'Send the body without pauses, or a smaller image.';
  constructor(idleMs: number) {
    super(`Nothing of the body came for ${idleMs / 1000} s.`);
  }
}

export class PayloadTooLargeError extends RequestError {
  override readonly name = 'PayloadTooLargeError';
  readonly code = 'ENDPOINT_PAYLOAD_TOO_LARGE';
  readonly status = 413;
  readonly hint = 'Send a smaller image; detection works on a scaled copy anyway.';
  constructor(limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes.`);
  }
}

export class MediaTypeUnsupportedError extends RequestError {
  override readonly name = 'MediaTypeUnsupportedError';
  readonly code = 'ENDPOINT_MEDIA_TYPE_UNSUPPORTED';
  readonly status = 415;
  readonly hint: string;
  constructor(contentType: string, content: string, supported: readonly string[]) {
    super(`The body is declared as ${contentType} and its content is ${content}; neither is taken here.`);
    this.hint = `Send one of ${supported.join(', ')}.`;
  }
}

/** Several photos in one file. Whoever unpacks it must bound it; the lists that are taken do that by themselves. */
export class ArchiveUnsupportedError extends RequestError {
  override readonly name = 'ArchiveUnsupportedError';
  readonly code = 'ENDPOINT_ARCHIVE_UNSUPPORTED';
  readonly status = 415;
  readonly hint =
    'Send the photos one by one, several as JSON ({"instances": [{"image": "<base64>"}, …]}) or JSON Lines, or a folder of them as a batch transform job.';
  constructor(kind: string) {
    super(`The body is ${kind}, and archives are not unpacked here.`);
  }
}

/** The caller hung up; nobody reads the answer, so none is sent. Logs show 499. */
export class ClientGoneError extends RequestError {
  override readonly name = 'ClientGoneError';
  readonly code = 'ENDPOINT_CLIENT_GONE';
  readonly status = 499;
  readonly hint = 'Wait longer for the answer.';
  constructor() {
    super('The client closed the connection before it had its answer.');
  }
}

export class NotReadyError extends EndpointError {
  override readonly name = 'NotReadyError';
  readonly code = 'ENDPOINT_NOT_READY';
  readonly blame = 'environment';
  readonly status = 503;
  readonly hint = 'Try again in a few seconds.';
  override readonly retryAfterSeconds = 2;
  constructor() {
    super('The server is starting or shutting down.');
  }
}

/** The server was set up with a value that can't work; thrown before anything is served. */
export class EndpointConfigError extends Error {
  override readonly name = 'EndpointConfigError';
  readonly code = 'ENDPOINT_CONFIG_INVALID';
  readonly blame = 'config';
}
