import { findPlace } from './host/describe-failure.js';
import type { Failure } from './protocol.js';

/** All that is known of a process that has ended. */
export interface HandlerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The error that ended it, where it could still say so. */
  readonly failure?: Failure | undefined;
  /** Why the server ended it. */
  readonly killedFor?: string | undefined;
  /** The last lines it wrote to stderr. */
  readonly lastLines: readonly string[];
  readonly heapMb: number;
}

/** Why a handler's process ended, for the log and for the callers whose request was in it. */
export function describeEnd({ code, signal, failure, killedFor, lastLines, heapMb }: HandlerEnd): string {
  if (killedFor !== undefined) return killedFor;
  if (failure) return `an error that no hook caught: ${failure.message}${failure.where ? ` (${failure.where})` : ''}`;
  if (lastLines.some((line) => /heap out of memory|Allocation failed/i.test(line)))
    return `its memory ran out (limit: ${heapMb} MB of objects).`;
  if (signal) return `its process was ended by ${signal}, as by a crash in native code.`;
  return `its process ended with exit code ${code}, as by process.exit().`;
}

/** The place of a syntax error, which Node prints as `file:///…/handler.mjs:3` and puts in no stack. */
export function findPrintedPlace(lastLines: readonly string[], codeFolder: string): string | undefined {
  const printed = lastLines.find((line) => /^file:\/\/\/.*:\d+$/.test(line));
  return printed === undefined ? undefined : findPlace(`${printed}:0`, codeFolder)?.replace(/:0$/, '');
}
