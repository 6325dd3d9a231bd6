import { destination, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '../settings/parse-value.js';
import { formatTextLine } from './format-text-line.js';
import type { Log, LogFields } from './log.js';

export interface LogOptions {
  /** JSON lines for machines, else `key=value` text for people. */
  readonly asJson: boolean;
  readonly level?: LogLevel;
  /** Default: stderr. */
  readonly write?: (line: string) => unknown;
}

/** Above this many bytes that nobody reads, lines are dropped: a stuck reader must not take the memory of images. */
const maxUnreadBytes = 8 * 1024 ** 2;

/** The server's log: one line an event, on stderr. */
export function createLog({ asJson, level = 'info', write }: LogOptions): Log {
  const put = write ?? createStderr();
  const logger = pino(
    {
      level,
      messageKey: 'message',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void put(asJson ? line : formatTextLine(line)) },
  );
  const emit =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      logger[name](fields, message);
  return { debug: emit('debug'), info: emit('info'), warn: emit('warn'), error: emit('error'), fatal: emit('fatal') };
}

/** Off the event loop, so that a slow reader of the log holds no request up; what is left is written at the end. */
function createStderr(): (line: string) => unknown {
  const stderr = destination({ fd: 2, sync: false, maxLength: maxUnreadBytes });
  // Whoever read the log has gone; there is nobody to tell.
  stderr.on('error', () => undefined);
  process.once('exit', () => stderr.flushSync());
  return (line) => stderr.write(line);
}
