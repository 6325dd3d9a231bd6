import { CommanderError } from 'commander';
import { isDiagnosedError } from './errors.js';

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The exit code that tells a script what went wrong: 1 the input or the world, 2 the call, 130 interrupted. */
export function toExitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (isAbort(error)) return exitCodes.interrupted;
  return isDiagnosedError(error) && error.blame === 'config' ? exitCodes.usage : exitCodes.failed;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
