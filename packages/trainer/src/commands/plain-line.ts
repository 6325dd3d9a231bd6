const escapes = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b[@-Z\\-_]|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g;
/** What tqdm draws: `  0%|          | 0/8 [00:00<?, ?it/s]`. */
const bar = /\d+%\|.*\|\s*\d+\/\d+ \[/;

/**
 * A line as a log wants it: without colours, and none at all for a progress bar. SageMaker's local mode gives containers a
 * terminal, and what is drawn there ends up in logs and before regular expressions.
 */
export function toPlainLine(line: string): string | undefined {
  if (bar.test(line)) return undefined;
  return line.replaceAll(escapes, '').trimEnd();
}
