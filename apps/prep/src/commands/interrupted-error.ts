/** Ctrl-C or SIGTERM came; no result was written; what was read of images is kept for another run. Exit code 130, by its name. */
export class InterruptedError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'PREP_INTERRUPTED';
  readonly blame = 'environment';
  constructor() {
    super('Interrupted; no result was written.');
  }
}
