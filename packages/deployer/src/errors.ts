export abstract class DeployerError extends Error {
  abstract readonly code: string;
  abstract readonly blame: 'input' | 'config' | 'environment';
}

export class EndpointUnreachableError extends DeployerError {
  override readonly name = 'EndpointUnreachableError';
  readonly code = 'DEPLOYER_ENDPOINT_UNREACHABLE';
  readonly blame = 'environment';
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(
      `No endpoint answers at ${url} (${reason}). Start one with \`detectory-serve --model …\`, or check the address.`,
      options,
    );
  }
}

/** The endpoint answered, and said no; its own words are passed on. */
export class InvocationRefusedError extends DeployerError {
  override readonly name = 'InvocationRefusedError';
  readonly code = 'DEPLOYER_INVOCATION_REFUSED';
  readonly blame: 'input' | 'environment';
  constructor(
    readonly status: number,
    subject: string,
    answer: string,
  ) {
    super(`The endpoint refused ${subject} with ${status}: ${answer}`);
    this.blame = status < 500 ? 'input' : 'environment';
  }
}

export class EndpointNameInvalidError extends DeployerError {
  override readonly name = 'EndpointNameInvalidError';
  readonly code = 'DEPLOYER_ENDPOINT_NAME_INVALID';
  readonly blame = 'config';
  constructor(name: string) {
    super(
      `"${name}" is no endpoint name; expected 1 to 63 letters, digits and hyphens, beginning and ending with a letter ` +
        'or digit (no underscores, no dots). For an address, begin with http:// or https://.',
    );
  }
}
