export type StorageBlame = 'input' | 'config' | 'environment' | 'bug';

/** Whatever goes wrong between us and a file; credentials and signed URLs never stand in the message. */
export abstract class StorageError extends Error {
  abstract readonly code: string;
  abstract readonly blame: StorageBlame;
}

export class FileNotFoundError extends StorageError {
  override readonly name = 'FileNotFoundError';
  readonly code = 'STORAGE_NOT_FOUND';
  readonly blame = 'input';
  constructor(
    readonly uri: string,
    hint = 'Check its spelling.',
    options?: ErrorOptions,
  ) {
    super(`There is no file ${uri}. ${hint}`, options);
  }
}

export class AccessDeniedError extends StorageError {
  override readonly name = 'AccessDeniedError';
  readonly code = 'STORAGE_ACCESS_DENIED';
  readonly blame = 'environment';
  constructor(
    readonly uri: string,
    readonly action: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(`Not allowed to ${action} ${uri}. ${hint}`, options);
  }
}

export class StorageUnreachableError extends StorageError {
  override readonly name = 'StorageUnreachableError';
  readonly code = 'STORAGE_UNREACHABLE';
  readonly blame = 'environment';
  constructor(
    readonly uri: string,
    reason: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(`Could not reach the store of ${uri}: ${reason}. ${hint}`, options);
  }
}

/** The store answered, with something else than it should. */
export class StorageFailedError extends StorageError {
  override readonly name = 'StorageFailedError';
  readonly code = 'STORAGE_FAILED';
  readonly blame = 'environment';
  constructor(
    readonly uri: string,
    readonly action: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`Could not ${action} ${uri}: ${reason}`, options);
  }
}

export class InvalidUriError extends StorageError {
  override readonly name = 'InvalidUriError';
  readonly code = 'STORAGE_INVALID_URI';
  readonly blame = 'config';
  constructor(
    readonly uri: string,
    expected: string,
  ) {
    super(`"${uri}" is not a place for files: expected ${expected}.`);
  }
}

/** An object's key would lead out of the folder that its tree is copied to. */
export class UnsafeKeyError extends StorageError {
  override readonly name = 'UnsafeKeyError';
  readonly code = 'STORAGE_UNSAFE_KEY';
  readonly blame = 'input';
  constructor(readonly uri: string) {
    super(
      `${uri} can't be a file below a folder: its path has an empty, "." or ".." part. Rename the object, or copy the others alone.`,
    );
  }
}
