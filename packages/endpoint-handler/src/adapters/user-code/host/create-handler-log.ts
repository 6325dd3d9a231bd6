import type { HandlerLog } from '../../../hooks.js';

/** Lines on the process's own streams, which the server forwards to its log: both this and `console` end there. */
export function createHandlerLog(): HandlerLog {
  return {
    info: (message, fields) => void process.stdout.write(toLine(message, fields)),
    warn: (message, fields) => void process.stderr.write(toLine(`warning: ${message}`, fields)),
    error: (message, fields) => void process.stderr.write(toLine(message, fields)),
  };
}

function toLine(message: string, fields?: object): string {
  return `${message}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`;
}
