export type LogFields = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** One line an event on stderr: `key=value` text for people, JSON for machines. Never image bytes. */
export function createLog(asJson: boolean, write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const emit =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      write(`${asJson ? JSON.stringify({ level, message, ...fields }) : formatText(level, message, fields)}\n`);
  return { info: emit('info'), error: emit('error') };
}

function formatText(level: string, message: string, fields: LogFields): string {
  const pairs = Object.entries(fields).map(
    ([key, value]) => `${key}=${/\s/.test(String(value)) ? JSON.stringify(value) : value}`,
  );
  return [level === 'info' ? '' : level.toUpperCase(), message, ...pairs].filter(Boolean).join(' ');
}
