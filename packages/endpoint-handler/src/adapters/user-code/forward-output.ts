import type { Readable } from 'node:stream';

export interface OutputLimits {
  readonly linesPerSecond: number;
  /** Beyond it the stream isn't read until the second is over, so the writer waits and the server doesn't. */
  readonly bytesPerSecond: number;
  readonly maxLineChars: number;
}

const defaultLimits: OutputLimits = { linesPerSecond: 100, bytesPerSecond: 1_000_000, maxLineChars: 2_000 };

/** Stops the limits, so that what is still in the pipe comes to an end. */
export type EndOutput = () => void;

/** Calls `onLine` for each line of a stream that nobody trusts: bounded in length and in number, and the rest counted. */
export function forwardOutput(
  stream: Readable,
  onLine: (line: string) => void,
  limits: OutputLimits = defaultLimits,
): EndOutput {
  const budget = { lines: 0, bytes: 0, dropped: 0 };
  let rest = '';
  let isEnding = false;
  const emit = (line: string) => {
    if (budget.lines++ < limits.linesPerSecond) onLine(line.slice(0, limits.maxLineChars));
    else budget.dropped++;
  };
  const renew = () => {
    if (budget.dropped > 0) onLine(`… ${budget.dropped} more lines in one second`);
    Object.assign(budget, { lines: 0, bytes: 0, dropped: 0 });
    stream.resume();
  };
  const timer = setInterval(renew, 1_000).unref();
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    budget.bytes += text.length;
    const lines = (rest + text).split('\n');
    // Only as much of an endless line as would be shown.
    rest = (lines.pop() ?? '').slice(0, limits.maxLineChars);
    for (const line of lines) if (line.trim()) emit(line.trimEnd());
    if (budget.bytes > limits.bytesPerSecond && !isEnding) stream.pause();
  });
  stream.on('close', () => {
    clearInterval(timer);
    if (rest) emit(rest);
    if (budget.dropped > 0) onLine(`… ${budget.dropped} more lines in one second`);
  });
  return () => {
    isEnding = true;
    stream.resume();
  };
}
