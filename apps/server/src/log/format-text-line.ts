/** A JSON line as a person reads it: `ERROR message key=value`. The time is the terminal's business. */
export function formatTextLine(jsonLine: string): string {
  const { level, message, ...fields } = JSON.parse(jsonLine) as Record<string, unknown>;
  const pairs = Object.entries(fields)
    .filter(([key]) => key !== 'time')
    .map(([key, value]) => `${key}=${quoteBlanks(String(value))}`);
  return `${[level === 'info' ? '' : String(level).toUpperCase(), String(message), ...pairs].filter(Boolean).join(' ')}\n`;
}

function quoteBlanks(value: string): string {
  return /\s/.test(value) ? JSON.stringify(value) : value;
}
