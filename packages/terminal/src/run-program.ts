import { CommanderError, type Command } from 'commander';
import { endOnClosedPipe } from './end-on-closed-pipe.js';
import { type DiagnosedError, isDiagnosedError, ReportedFailure } from './errors.js';
import { toExitCode } from './exit-code.js';
import { printJson } from './print.js';

/**
 * Parses `argv`, runs the chosen command and answers the exit code. An error is printed once: to stderr for a person,
 * as `{"error":{code,message}}`, with the error's details beside it, to stdout where `--json` was asked for.
 * @param onError told the message of an error, for a place where nobody reads stderr
 */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  onError?: (message: string) => void,
): Promise<number> {
  throwInsteadOfExit(program);
  if (process.stdout.listenerCount('error') === 0) endOnClosedPipe(process.stdout, () => process.exit());
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    const exitCode = toExitCode(error);
    if (error instanceof CommanderError || error instanceof ReportedFailure) return exitCode;
    report(error, argv.includes('--json'));
    if (exitCode !== 0) onError?.(toMessage(error));
    return exitCode;
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for the options and examples)');
  for (const child of command.commands) throwInsteadOfExit(child);
}

function report(error: unknown, asJson: boolean): void {
  const message = toMessage(error);
  const { code, details }: Pick<DiagnosedError, 'code' | 'details'> = isDiagnosedError(error)
    ? error
    : { code: 'UNEXPECTED' };
  if (asJson) printJson({ error: { code, message }, ...details });
  process.stderr.write(`error: ${message}\n`);
  if (isDiagnosedError(error)) return;
  // Nobody foresaw this one, so its reader needs the place.
  if (error instanceof Error && error.stack) process.stderr.write(`${error.stack.split('\n').slice(1).join('\n')}\n`);
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
