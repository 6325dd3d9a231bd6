/** Plain values only, and never the bytes of an image. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line an event. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  fatal(message: string, fields?: LogFields): void;
}
