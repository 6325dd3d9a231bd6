/** Over the tables that YOLOv5 and Ultralytics print in each epoch. */
const header = /^\s*(Epoch\s+GPU_mem|Class\s+Images)\b/;
const deprecation = /\bis deprecated\b|\b(Deprecation|Future)Warning: /;
/** Below a warning with its place Python shows the line of the program that gave rise to it. */
const placed = /:\d+: \w+Warning: /;

/** The last lines of a log that tell how far its program came, without the gaps of tables. */
export function findLastWords(log: string, most = 3): string[] {
  // Of a bar that was drawn over and over, what it showed last.
  const lines = log.split('\n').map((line) => line.replace(/\r$/, '').replace(/^.*\r/, ''));
  const isSourceOf = (before: string, line: string): boolean =>
    deprecation.test(before) && placed.test(before) && /^\s/.test(line);
  return lines
    .filter((line, index) => !isSourceOf(lines[index - 1] ?? '', line))
    .filter((line) => line.trim() !== '' && !header.test(line) && !deprecation.test(line))
    .slice(-most)
    .map((line) => line.trim().replaceAll(/\s+/g, ' '));
}
