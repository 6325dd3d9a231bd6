export abstract class ServerError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment';
}

export class PortTakenError extends ServerError {
  override readonly name = 'PortTakenError';
  readonly code = 'SERVER_PORT_TAKEN';
  readonly blame = 'environment';
  constructor(port: number, options?: ErrorOptions) {
    super(
      `Another program listens on port ${port}. Stop it, or pass --port with another number (0 picks a free one).`,
      options,
    );
  }
}

export class AddressUnusableError extends ServerError {
  override readonly name = 'AddressUnusableError';
  readonly code = 'SERVER_ADDRESS_UNUSABLE';
  readonly blame = 'environment';
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(
      `This machine can't listen on ${host} port ${port} (${cause.code}). Pass --host with an address of this machine, such as 127.0.0.1, and --port with a number that this user may open.`,
      { cause },
    );
  }
}

export class StartupTimeoutError extends ServerError {
  override readonly name = 'StartupTimeoutError';
  readonly code = 'SERVER_STARTUP_TIMEOUT';
  readonly blame = 'environment';
  constructor(seconds: number, model: string) {
    super(
      `The model ${model} was not ready within ${seconds} s. Set SAGEMAKER_STARTUP_TIMEOUT higher, take a smaller model, or look at the network if it comes from s3://.`,
    );
  }
}

export class ModelsFolderMissingError extends ServerError {
  override readonly name = 'ModelsFolderMissingError';
  readonly code = 'SERVER_MODELS_FOLDER_MISSING';
  readonly blame = 'input';
  constructor(folder: string) {
    super(`There is no folder ${folder}. Pass --models with the folder in which the models stand.`);
  }
}

/** The model's own code can't start: whoever made the model mends it, and the flags are right. */
export class ModelCodeFailedError extends ServerError {
  override readonly name = 'ModelCodeFailedError';
  readonly code = 'SERVER_MODEL_CODE_FAILED';
  readonly blame = 'input';
  constructor(cause: Error) {
    super(`${cause.message} DETECTORY_USER_CODE=off serves the model without its code.`, { cause });
  }
}
