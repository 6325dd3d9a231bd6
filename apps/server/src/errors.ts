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
