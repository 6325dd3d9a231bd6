/**
 * Aborts at the first SIGINT or SIGTERM, so that what runs can take back what it has begun.
 * @returns {AbortSignal}
 */
export function onInterrupt() {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  return stop.signal;
}
