/** Ctrl-C or SIGTERM came; what was half-done has been taken away again. Exit code 130, by its name. */
export class InterruptedError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'PREP_INTERRUPTED';
  readonly blame = 'environment';
  constructor() {
    super('Interrupted; nothing was written.');
  }
}
