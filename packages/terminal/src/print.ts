/** One line to stdout: what the command was asked for. Progress and logs go to stderr. */
export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON document to stdout, for machines. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
