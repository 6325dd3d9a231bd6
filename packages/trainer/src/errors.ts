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

/** Weights of another kind than the training needs. */
export class WeightsUnusableError extends TrainerError {
  override readonly name = 'WeightsUnusableError';
  readonly code = 'TRAINER_WEIGHTS_UNUSABLE';
  readonly blame = 'input';
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

/** A smaller export loses more accuracy than it may. */
export class ExportRefusedError extends TrainerError {
  override readonly name = 'ExportRefusedError';
  readonly code = 'TRAINER_EXPORT_REFUSED';
  readonly blame = 'input';
}

export class OutputExistsError extends TrainerError {
  override readonly name = 'OutputExistsError';
  readonly code = 'TRAINER_OUTPUT_EXISTS';
  readonly blame = 'config';
  /** @param flag which says where else it may go */
  constructor(path: string, flag: '--name' | '--out' = '--name') {
    super(`${path} exists already. Pass another ${flag}, or remove it first.`);
  }
}

/** Nothing can be written where results should go; found out before they are worked for. */
export class OutputNotWritableError extends TrainerError {
  override readonly name = 'OutputNotWritableError';
  readonly code = 'TRAINER_OUTPUT_NOT_WRITABLE';
  readonly blame = 'config';
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`Nothing can be written to ${folder}: ${reason}. Pass --out with a folder that you may write in.`, options);
  }
}

/** A checkpoint of other data, other classes or another network. */
export class CheckpointMismatchError extends TrainerError {
  override readonly name = 'CheckpointMismatchError';
  readonly code = 'TRAINER_CHECKPOINT_MISMATCH';
  readonly blame = 'config';
}

export class NothingToResumeError extends TrainerError {
  override readonly name = 'NothingToResumeError';
  readonly code = 'TRAINER_NOTHING_TO_RESUME';
  readonly blame = 'config';
}

/** A way of dying that training programs have, with what helps against it. */
abstract class DiagnosedFailure extends TrainerError {
  readonly blame = 'environment';
  constructor(
    readonly reason: string,
    readonly fix: string,
  ) {
    super(`${reason}; ${fix}`);
  }
}

export class OutOfMemoryError extends DiagnosedFailure {
  override readonly name = 'OutOfMemoryError';
  readonly code = 'TRAINER_OUT_OF_MEMORY';
}

export class DiskFullError extends DiagnosedFailure {
  override readonly name = 'DiskFullError';
  readonly code = 'TRAINER_DISK_FULL';
}

export class DataLoaderDiedError extends DiagnosedFailure {
  override readonly name = 'DataLoaderDiedError';
  readonly code = 'TRAINER_DATA_LOADER_DIED';
}

/** The processes that train together lost each other, or couldn't meet. */
export class DistributedFailedError extends DiagnosedFailure {
  override readonly name = 'DistributedFailedError';
  readonly code = 'TRAINER_DISTRIBUTED_FAILED';
}

/** Training diverged: its loss is NaN or infinite. */
export class LossNotFiniteError extends DiagnosedFailure {
  override readonly name = 'LossNotFiniteError';
  readonly code = 'TRAINER_LOSS_NOT_FINITE';
}

/** The control program killed a program, because the time that a stop leaves was over. */
export class EngineKilledError extends TrainerError {
  override readonly name = 'EngineKilledError';
  readonly code = 'TRAINER_ENGINE_KILLED';
  readonly blame = 'environment';
}

/** A stop came before there was anything to keep. */
export class StoppedTooEarlyError extends TrainerError {
  override readonly name = 'StoppedTooEarlyError';
  readonly code = 'TRAINER_STOPPED_TOO_EARLY';
  readonly blame = 'environment';
}

/** Hosts and options that don't go together. */
export class DistributedPlanError extends TrainerError {
  override readonly name = 'DistributedPlanError';
  readonly code = 'TRAINER_DISTRIBUTED_PLAN';
  readonly blame = 'config';
}
