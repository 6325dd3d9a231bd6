export abstract class TrainerError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment' | 'bug';
}

/** A hyperparameter that is unknown, unreadable or out of range. */
export class HyperparameterInvalidError extends TrainerError {
  override readonly name = 'HyperparameterInvalidError';
  readonly code = 'TRAINER_HYPERPARAMETER_INVALID';
  readonly blame = 'config';
}

/** One of the files that SageMaker writes under input/config. */
export class JobFileUnreadableError extends TrainerError {
  override readonly name = 'JobFileUnreadableError';
  readonly code = 'TRAINER_JOB_FILE_UNREADABLE';
  readonly blame = 'input';
  constructor(file: string, cause: string, expected: string) {
    super(`${file} is not a JSON object (${cause}). Expected ${expected}, as SageMaker writes it.`);
  }
}

/** A channel that can't be used as it is. */
export class ChannelUnusableError extends TrainerError {
  override readonly name = 'ChannelUnusableError';
  readonly code = 'TRAINER_CHANNEL_UNUSABLE';
  readonly blame = 'input';
}

/** A stream that is no RecordIO. */
export class RecordIoInvalidError extends TrainerError {
  override readonly name = 'RecordIoInvalidError';
  readonly code = 'TRAINER_RECORD_IO_INVALID';
  readonly blame = 'input';
  constructor(found: string) {
    super(
      `The stream is no RecordIO: ${found}. Give the channel RecordWrapperType RecordIO and an S3 data type of AugmentedManifestFile.`,
    );
  }
}

/** A dataset that can't be trained on; the message says what is missing and how to make it. */
export class DatasetUnusableError extends TrainerError {
  override readonly name = 'DatasetUnusableError';
  readonly code = 'TRAINER_DATASET_UNUSABLE';
  readonly blame = 'input';
}

export class WeightsNotFoundError extends TrainerError {
  override readonly name = 'WeightsNotFoundError';
  readonly code = 'TRAINER_WEIGHTS_NOT_FOUND';
  readonly blame = 'environment';
}

export class WeightsCorruptError extends TrainerError {
  override readonly name = 'WeightsCorruptError';
  readonly code = 'TRAINER_WEIGHTS_CORRUPT';
  readonly blame = 'environment';
}

export class PythonMissingError extends TrainerError {
  override readonly name = 'PythonMissingError';
  readonly code = 'TRAINER_PYTHON_MISSING';
  readonly blame = 'environment';
}

/** The training program ended badly; `reason` is its own account. */
export class EngineFailedError extends TrainerError {
  override readonly name = 'EngineFailedError';
  readonly code = 'TRAINER_ENGINE_FAILED';
  readonly blame: 'input' | 'environment';
  constructor(
    program: string,
    readonly reason: string,
    expected = false,
  ) {
    super(expected ? reason : `${program} failed: ${reason}`);
    this.blame = expected ? 'input' : 'environment';
  }
}

/** The exported model doesn't answer as its PyTorch parent does, so it must not be served. */
export class ExportMismatchError extends TrainerError {
  override readonly name = 'ExportMismatchError';
  readonly code = 'TRAINER_EXPORT_MISMATCH';
  readonly blame = 'bug';
}

export class OutputExistsError extends TrainerError {
  override readonly name = 'OutputExistsError';
  readonly code = 'TRAINER_OUTPUT_EXISTS';
  readonly blame = 'config';
  constructor(path: string) {
    super(`${path} exists already. Pass another --name, or remove it first.`);
  }
}
