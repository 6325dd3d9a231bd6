import type { EngineEvent } from '../engine/engine-event.js';
import { EngineFailedError, EngineKilledError, type TrainerError } from '../errors.js';
import { diagnoseFailure } from './diagnose-failure.js';

export interface ProgramFailure {
  readonly program: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The program's own account, if it could give one. */
  readonly account: Extract<EngineEvent, { event: 'error' }> | undefined;
  readonly lastLines: readonly string[];
  /** Whether we killed it. */
  readonly isKilled: boolean;
}

/** A program's end as the error that its reader can act on. */
export function toEngineError({ program, code, signal, account, lastLines, isKilled }: ProgramFailure): TrainerError {
  if (isKilled) return new EngineKilledError(`${program} was killed: the time that a stop leaves was over.`);
  if (account?.expected) return new EngineFailedError(program, account.message, true);
  const told = account ? [`${account.type}: ${account.message}`] : [];
  // DETECTORY_PYTHON may be a shell script, which tells its program's SIGKILL as 128 + 9.
  const ended = code === 137 ? 'SIGKILL' : signal;
  const diagnosed = diagnoseFailure({ text: [...told, ...lastLines].join('\n'), signal: ended });
  if (diagnosed) return diagnosed;
  const reason = account
    ? told.join()
    : `it ended with ${signal ?? `code ${code}`}. Its last lines: ${lastLines.join(' | ')}`;
  return new EngineFailedError(program, reason);
}
