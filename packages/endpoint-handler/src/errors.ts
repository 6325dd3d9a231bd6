/** An error whose reader is the caller of the endpoint. The router alone turns it into an HTTP status. */
export abstract class EndpointError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment' | 'bug';
  abstract readonly status: number;
  /** What the caller can do about it. */
  abstract readonly hint: string;
}

export class RequestBodyEmptyError extends EndpointError {
  override readonly name = 'RequestBodyEmptyError';
  readonly code = 'ENDPOINT_BODY_EMPTY';
  readonly blame = 'input';
  readonly status = 400;
  readonly hint =
    'Send the image as the body (curl --data-binary @photo.jpg) or as a form field named body (curl -F "body=@photo.jpg").';
  constructor() {
    super('The request has no body.');
  }
}

export class MultipartInvalidError extends EndpointError {
  override readonly name = 'MultipartInvalidError';
  readonly code = 'ENDPOINT_MULTIPART_INVALID';
  readonly blame = 'input';
  readonly status = 400;
  readonly hint = 'Send one file in the form field named body: curl -F "body=@photo.jpg".';
}

export class PayloadTooLargeError extends EndpointError {
  override readonly name = 'PayloadTooLargeError';
  readonly code = 'ENDPOINT_PAYLOAD_TOO_LARGE';
  readonly blame = 'input';
  readonly status = 413;
  readonly hint = 'Send a smaller image; detection works on a scaled copy anyway.';
  constructor(limitBytes: number) {
    super(`The request body is larger than ${limitBytes} bytes.`);
  }
}

export class ModelNotLoadedError extends EndpointError {
  override readonly name = 'ModelNotLoadedError';
  readonly code = 'ENDPOINT_MODEL_NOT_LOADED';
  readonly blame = 'input';
  readonly status = 404;
  readonly hint: string;
  constructor(modelName: string, servedName: string) {
    super(`No model named "${modelName}" is loaded.`);
    this.hint = `This server serves one model: use POST /invocations or POST /models/${servedName}/invoke.`;
  }
}

export class RouteNotFoundError extends EndpointError {
  override readonly name = 'RouteNotFoundError';
  readonly code = 'ENDPOINT_ROUTE_NOT_FOUND';
  readonly blame = 'input';
  readonly status = 404;
  readonly hint = 'Use GET /ping, POST /invocations or POST /models/model/invoke.';
  constructor(method: string, path: string) {
    super(`There is no ${method} ${path}.`);
  }
}

export class NotReadyError extends EndpointError {
  override readonly name = 'NotReadyError';
  readonly code = 'ENDPOINT_NOT_READY';
  readonly blame = 'environment';
  readonly status = 503;
  readonly hint = 'Try again in a few seconds.';
  constructor() {
    super('The server is starting or shutting down.');
  }
}
