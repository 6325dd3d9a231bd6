import type { Log } from '../log/log.js';

/** Why the server ends. */
export type StopReason =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  /** An exception that nobody caught: what it left half done nobody knows, so the server ends and is started anew. */
  | { readonly kind: 'crash'; readonly error: unknown };

const signals = ['SIGTERM', 'SIGINT'] as const;
const exitCodes = { SIGTERM: 143, SIGINT: 130 } as const;
/** A connection that broke while nobody listened to its errors leaves nothing half done. */
const harmless: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/**
 * Resolves with the first reason to end. Listening begins at once, so that a signal during start-up is not lost. A second
 * signal ends the process at once. A rejection that nobody handled is logged and ends nothing: no code was cut short,
 * and its request has a deadline.
 */
export function nextStopReason(log: Log): Promise<StopReason> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (reason: StopReason) => {
      isStopping = true;
      resolve(reason);
    };
    for (const signal of signals)
      process.on(signal, () => {
        if (isStopping) process.exit(exitCodes[signal]);
        stop({ kind: 'signal', signal });
      });
    process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
      if (harmless.includes(error.code)) return log.warn('connection broke', { error: error.message });
      log.fatal('uncaught exception', { error: error.stack ?? String(error) });
      stop({ kind: 'crash', error });
    });
    process.on('unhandledRejection', (reason) => {
      log.error('unhandled rejection', { error: reason instanceof Error ? reason.stack : String(reason) });
    });
  });
}
