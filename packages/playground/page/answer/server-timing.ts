/**
 * Milliseconds by name from a `Server-Timing` header (https://www.w3.org/TR/server-timing/); metrics without a duration
 * are left out, and the first of a name counts.
 */
export function parseServerTiming(header: string): ReadonlyMap<string, number> {
  const durations = new Map<string, number>();
  for (const metric of header.split(',')) {
    const [name = '', ...parameters] = metric.split(';').map((part) => part.trim());
    const duration = parameters.map((text) => /^dur\s*=\s*"?([\d.]+)"?$/i.exec(text)?.[1]).find(Boolean);
    if (name && duration && !durations.has(name)) durations.set(name, Number(duration));
  }
  return durations;
}
