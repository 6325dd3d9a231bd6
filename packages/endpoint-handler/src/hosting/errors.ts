import { EndpointError } from '../errors.js';

export class QueueFullError extends EndpointError {
  override readonly name = 'QueueFullError';
  readonly code = 'ENDPOINT_QUEUE_FULL';
  readonly blame = 'environment';
  readonly status = 429;
  readonly hint = 'Try again in a second; send fewer requests at once, or add instances.';
  constructor(maxQueued: number) {
    super(`The server is busy and ${maxQueued} requests wait already.`);
  }
}

export class BodyMemoryError extends EndpointError {
  override readonly name = 'BodyMemoryError';
  readonly code = 'ENDPOINT_BODY_MEMORY';
  readonly blame = 'environment';
  readonly status = 429;
  readonly hint = 'Try again in a second; send smaller images, or fewer at once.';
  constructor(limitBytes: number) {
    super(`The bodies of the requests that wait fill the ${limitBytes} bytes kept for them.`);
  }
}

export class DeadlineExceededError extends EndpointError {
  override readonly name = 'DeadlineExceededError';
  readonly code = 'ENDPOINT_DEADLINE_EXCEEDED';
  readonly blame = 'environment';
  readonly status = 504;
  readonly hint = 'Send fewer requests at once or smaller images, or raise SAGEMAKER_MODEL_SERVER_TIMEOUT.';
  constructor(timeoutMs: number) {
    super(`The request was not answered within ${timeoutMs / 1000} s.`);
  }
}

export class ModelAlreadyLoadedError extends EndpointError {
  override readonly name = 'ModelAlreadyLoadedError';
  readonly code = 'ENDPOINT_MODEL_ALREADY_LOADED';
  readonly blame = 'input';
  readonly status = 409;
  readonly hint = 'Use it as it is, or unload it first with DELETE /models/{name}.';
  constructor(modelName: string, modelUrl: string) {
    super(`A model named "${modelName}" is loaded already, from ${modelUrl}.`);
  }
}

/** The platform unloads another model and tries again. */
export class ModelMemoryError extends EndpointError {
  override readonly name = 'ModelMemoryError';
  readonly code = 'ENDPOINT_MODEL_MEMORY';
  readonly blame = 'environment';
  readonly status = 507;
  readonly hint = 'Unload a model first (DELETE /models/{name}), raise --memory-budget, or take a larger machine.';
  constructor(
    modelName: string,
    readonly neededBytes: number,
    readonly freeBytes: number,
  ) {
    super(
      `The model "${modelName}" needs about ${toMegabytes(neededBytes)} MB; ${toMegabytes(freeBytes)} MB of the budget are free.`,
    );
  }
}

/** The platform unloads another model, whose files go with it, and tries again. */
export class ModelDiskFullError extends EndpointError {
  override readonly name = 'ModelDiskFullError';
  readonly code = 'ENDPOINT_MODEL_DISK_FULL';
  readonly blame = 'environment';
  readonly status = 507;
  readonly hint = 'Unload a model first (DELETE /models/{name}), or give the server a larger disk.';
}

export class ModelUrlNotFoundError extends EndpointError {
  override readonly name = 'ModelUrlNotFoundError';
  readonly code = 'ENDPOINT_MODEL_URL_NOT_FOUND';
  readonly blame = 'input';
  readonly status = 404;
  readonly hint = 'Give the path of a model folder, a model.tar.gz or an .onnx file below the models folder.';
  constructor(modelUrl: string) {
    super(`There is no model at ${modelUrl}.`);
  }
}

export class ModelUnusableError extends EndpointError {
  override readonly name = 'ModelUnusableError';
  readonly code = 'ENDPOINT_MODEL_UNUSABLE';
  readonly blame = 'input';
  readonly status = 400;
  readonly hint = 'Make the model again with `detectory-launch train` or `import`, and load that.';
}

/** This server holds one model for good; `POST /models` and `DELETE /models/{name}` are for multi-model servers. */
export class ModelFixedError extends EndpointError {
  override readonly name = 'ModelFixedError';
  readonly code = 'ENDPOINT_MODEL_FIXED';
  readonly blame = 'input';
  readonly status = 405;
  readonly hint = 'Start the server with --models DIR to load and unload models.';
  constructor() {
    super('This server serves one model, which was chosen at its start.');
  }
}

function toMegabytes(bytes: number): number {
  return Math.max(0, Math.round(bytes / 1e6));
}
