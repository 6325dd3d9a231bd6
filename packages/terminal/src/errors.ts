/** Whose fault an error is: what the user gave, how the command was called, the world around it, or us. */
export type Blame = 'input' | 'config' | 'environment' | 'bug';

/**
 * What every package's errors look like from outside; recognised by shape, so that no package has to share a base class. The message
 * says what to do, whosever fault it is: no stack is shown with it.
 */
export interface DiagnosedError extends Error {
  /** Stable and documented, for machines. */
  readonly code: string;
  readonly blame: Blame;
  /** What else machines may want to know: it stands beside `error` in the JSON document. */
  readonly details?: object | undefined;
}

const blames: readonly unknown[] = ['input', 'config', 'environment', 'bug'];

export function isDiagnosedError(error: unknown): error is DiagnosedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'blame' in error &&
    blames.includes(error.blame)
  );
}

/** A command that was called wrongly in a way that the option parser can't see. Exit code 2. */
export class UsageError extends Error implements DiagnosedError {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
  readonly blame = 'config';
}

/** The command's own output has told the bad news: exit code 1, and nothing more is printed. */
export class ReportedFailure extends Error {
  override readonly name = 'ReportedFailure';
}
