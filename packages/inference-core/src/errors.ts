export abstract class InferenceError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment' | 'bug';
}

/** A model folder, archive or file that can't be served as it is; the message says what is wrong and what is wanted. */
export class ModelInvalidError extends InferenceError {
  override readonly name = 'ModelInvalidError';
  readonly code = 'INFERENCE_MODEL_INVALID';
  readonly blame = 'input';
}

export class ModelNotFoundError extends InferenceError {
  override readonly name = 'ModelNotFoundError';
  readonly code = 'INFERENCE_MODEL_NOT_FOUND';
  readonly blame = 'input';
}

/** The machine has no room for the model's files, or doesn't let them be written; the model may be good. */
export class ModelStorageError extends InferenceError {
  override readonly name = 'ModelStorageError';
  readonly code = 'INFERENCE_MODEL_STORAGE';
  readonly blame = 'environment';
  constructor(
    message: string,
    /** Whether room is what is missing. */
    readonly isFull: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The thread that runs the model died or refused the work; the next request gets a new one. */
export class InferenceWorkerError extends InferenceError {
  override readonly name = 'InferenceWorkerError';
  readonly code = 'INFERENCE_WORKER_FAILED';
  readonly blame = 'environment';
}

/** The worker was killed, crashed or could not start: nothing is said about the model or the image. */
export class WorkerEndedError extends InferenceWorkerError {}

export class DetectorClosedError extends InferenceError {
  override readonly name = 'DetectorClosedError';
  readonly code = 'INFERENCE_DETECTOR_CLOSED';
  readonly blame = 'bug';
  constructor() {
    super('The detector is closed; create a new one with createDetector().');
  }
}
